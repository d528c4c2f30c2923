using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Tests.Schema;

public sealed class YamlTextTests
{
    [Fact]
    public void Maps_and_lists_are_blocks_and_empty_ones_are_not()
    {
        var node = JsonNode.Parse("""{"a":{"b":[1,true,null,{"c":"d"}]},"e":{},"f":[]}""")!;

        YamlText.Write(node).ShouldBe("a:\n  b:\n  - 1\n  - true\n  - null\n  - c: d\ne: {}\nf: []\n");
    }

    [Theory]
    [InlineData("text", "text")]
    [InlineData("two words", "two words")]
    [InlineData("true", "'true'")]
    [InlineData("No", "'No'")]
    [InlineData("y", "'y'")]
    [InlineData("1", "'1'")]
    [InlineData("1s", "'1s'")]
    [InlineData("", "''")]
    [InlineData("^[a-z]+$", "'^[a-z]+$'")]
    public void Text_that_could_be_taken_for_something_else_is_quoted(string text, string yaml) =>
        YamlText.Write(new JsonObject { ["k"] = text }).ShouldBe($"k: {yaml}\n");

    [Fact]
    public void A_long_text_stays_on_its_line()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 100));

        YamlText.Write(new JsonObject { ["k"] = text }).ShouldBe($"k: {text}\n");
    }
}
