using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Kubernetes.Tests.Serialization;

public sealed class YamlToJsonTests
{
    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void A_document_nested_without_end_is_an_error_and_no_stack_overflow(char bracket) =>
        Should.Throw<YamlFormatException>(() => YamlToJson.ReadAll(new string(bracket, 100_000))).Message.ShouldContain("too deep");

    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: -12", """{"a":-12}""")]
    [InlineData("a: 0644", """{"a":420}""")]
    [InlineData("a: 0x1F", """{"a":31}""")]
    [InlineData("a: 1_000", """{"a":1000}""")]
    [InlineData("a: 1.5", """{"a":1.5}""")]
    [InlineData("a: 1.2.3", """{"a":"1.2.3"}""")]
    [InlineData("a: 10.0.0.1/24", """{"a":"10.0.0.1/24"}""")]
    [InlineData("a: 1s", """{"a":"1s"}""")]
    [InlineData("a: 089", """{"a":89}""")]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: Off", """{"a":false}""")]
    [InlineData("a: y", """{"a":true}""")]
    [InlineData("a: 1e3", """{"a":1000}""")]
    [InlineData("a: 0o17", """{"a":15}""")]
    [InlineData("a: .5", """{"a":0.5}""")]
    [InlineData("a: 'yes'", """{"a":"yes"}""")]
    [InlineData("a: \"1\"", """{"a":"1"}""")]
    [InlineData("a: !!str 1", """{"a":"1"}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: 2026-01-02", """{"a":"2026-01-02"}""")]
    [InlineData("a: |\n  x\n  y\n", """{"a":"x\ny\n"}""")]
    [InlineData("- a\n- {b: [1, two]}", """["a",{"b":[1,"two"]}]""")]
    [InlineData("base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}", """{"base":{"x":1,"y":2},"use":{"y":3,"x":1}}""")]
    [InlineData("""{"json": ["is", true]}""", """{"json":["is",true]}""")]
    public void Scalars_mean_what_they_mean_to_kubectl(string yaml, string json) => YamlToJson.Read(yaml)!.ToJsonString().ShouldBe(json);

    [Fact]
    public void Documents_are_told_apart_and_empty_ones_left_out()
    {
        YamlToJson.ReadAll("---\na: 1\n---\n# nothing\n---\nb: 2\n").Select(node => node.ToJsonString()).ShouldBe(["""{"a":1}""", """{"b":2}"""]);
        YamlToJson.Read("").ShouldBeNull();
        Should.Throw<FormatException>(() => YamlToJson.Read("a: 1\n---\nb: 2\n"));
    }

    [Theory]
    [InlineData("a: [1")]
    [InlineData("a: [1\nb: 2\n")]
    [InlineData("a: 1\na: 2")]
    [InlineData("a: *nowhere")]
    [InlineData("[1]: x")]
    public void What_is_broken_is_refused_with_its_place(string yaml) =>
        Should.Throw<FormatException>(() => YamlToJson.Read(yaml)).Message.ShouldStartWith("Line ");

    [Fact]
    public void A_document_that_blows_itself_up_is_refused()
    {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 8).Select(level =>
            $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));
        Should.Throw<FormatException>(() => YamlToJson.Read(yaml));
    }
}
