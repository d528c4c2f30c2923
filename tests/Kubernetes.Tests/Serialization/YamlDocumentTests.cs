using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Kubernetes.Tests.Serialization;

public sealed class YamlDocumentTests
{
    private const string Text = """
        # a comment
        kind: First
        ---
        metadata: {name: mail}
        spec:
          datacenters:
          - name: dc1
            nodeSelector:
              example.com/zone: a
          - name: dc2
            hosts: [one,
              two]
        """;

    [Theory]
    [InlineData("metadata.name", 4)]
    [InlineData("spec", 5)]
    [InlineData("spec.datacenters[0]", 7)]
    [InlineData("spec.datacenters[0].nodeSelector[example.com/zone]", 9)]
    [InlineData("spec.datacenters[1].name", 10)]
    [InlineData("spec.datacenters[1].hosts[1]", 12)]
    public void A_field_is_found_on_its_line(string path, int line) => YamlToJson.ReadDocuments(Text)[1].LineOf(path).ShouldBe(line);

    [Theory]
    [InlineData("", 4)]
    [InlineData("nothing", 4)]
    [InlineData("spec.vip.addresses", 5)]
    [InlineData("spec.datacenters[7].name", 6)]
    [InlineData("spec.datacenters[1].priority", 10)]
    [InlineData("spec.datacenters[x", 6)]
    public void What_is_not_there_is_on_the_line_of_what_it_would_stand_in(string path, int line) => YamlToJson.ReadDocuments(Text)[1].LineOf(path).ShouldBe(line);

    [Fact]
    public void What_cannot_be_read_names_its_line() =>
        Should.Throw<YamlFormatException>(() => YamlToJson.ReadDocuments("a: 1\nb: [2\nc: 3\n")).Line.ShouldBeGreaterThan(1);
}
