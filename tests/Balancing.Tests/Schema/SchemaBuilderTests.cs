using System.Text;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Tests.Schema;

public sealed class SchemaBuilderTests
{
    [Fact]
    public void Rules_of_a_type_and_of_a_field_stand_where_they_apply()
    {
        using var xml = new MemoryStream(Encoding.UTF8.GetBytes("<doc/>"));

        var schema = new SchemaBuilder(ApiDocumentation.Load(xml)).ForObject(SampleContext.Default.Sample);

        schema.ToJsonString().ShouldBe(
            """{"type":"object","properties":{"count":{"type":"integer","format":"int32","default":3,"x-kubernetes-validations":[{"rule":"self != 7","message":"Not seven."}]},"""
            + """ "when":{"type":"string","format":"date-time"}},"x-kubernetes-validations":[{"rule":"has(self.count)","message":"Count.","fieldPath":".count"}]}""".TrimStart());
    }

    [Fact]
    public void Doc_comments_are_flattened()
    {
        using var xml = new MemoryStream(Encoding.UTF8.GetBytes(
            $"""
            <doc><members><member name="T:{typeof(Sample).FullName!.Replace('+', '.')}"><summary>A <see cref="T:A.B.Sample"/> of <c>two
                words</c>.</summary><remarks>Not this.</remarks></member></members></doc>
            """));

        ApiDocumentation.Load(xml).Of(typeof(Sample)).ShouldBe("A Sample of two words.");
    }

    [ValidationRule("has(self.count)", "Count.", FieldPath = ".count")]
    internal sealed record Sample
    {
        [ValidationRule("self != 7", "Not seven.")]
        public int Count { get; set; } = 3;

        public DateTime? When { get; set; }
    }
}
