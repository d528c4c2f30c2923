using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Tests.Schema;

public sealed class SchemaBuilderTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Rules_of_a_type_and_of_a_field_stand_where_they_apply()
    {
        using var xml = new MemoryStream(Encoding.UTF8.GetBytes("<doc/>"));

        CelAttribute[] rules =
        [
            new(typeof(Sample), null, "has(self.count)", "Count."),
            new(typeof(Sample), nameof(Sample.Count), "self != 7", "Not seven."),
            new(typeof(Sample), nameof(Sample.Names), "size(self) != 2", "Not two."),
            new(typeof(Sample), nameof(Sample.Names), "self != 'x'", "Not x.") { EachItem = true },
        ];

        var schema = new SchemaBuilder(ApiDocumentation.Load(xml), rules).ForObject(SampleContext.Default.Sample);

        schema["x-kubernetes-validations"]!.ToJsonString(Plain).ShouldBe("""[{"rule":"has(self.count)","message":"Count."}]""");
        var fields = schema["properties"]!;
        fields["count"]!.ToJsonString(Plain).ShouldBe("""{"type":"integer","format":"int32","default":3,"x-kubernetes-validations":[{"rule":"self != 7","message":"Not seven."}]}""");
        fields["names"]!["x-kubernetes-validations"]!.ToJsonString(Plain).ShouldBe("""[{"rule":"size(self) != 2","message":"Not two."}]""");
        fields["names"]!["items"]!["x-kubernetes-validations"]!.ToJsonString(Plain).ShouldBe("""[{"rule":"self != 'x'","message":"Not x."}]""");
        fields["period"]!["x-kubernetes-validations"]!.ToJsonString(Plain).ShouldBe("""[{"rule":"!self.contains('d') && duration(self) >= duration('1500ms') && duration(self) <= duration('2h')","message":"Write 1500ms to 2h."}]""");
        fields["age"]!["x-kubernetes-validations"]![0]!["rule"]!.GetValue<string>().ShouldEndWith(".all(time, time >= 0 && time <= 172800000)");
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

    internal sealed record Sample
    {
        public int Count { get; set; } = 3;

        public DateTime? When { get; set; }

        public List<string> Names { get; set; } = [];

        [DurationRange("1500ms", "2h")]
        public Duration? Period { get; set; }

        [DurationRange("0s", "2d")]
        public Duration? Age { get; set; }
    }
}
