using System.Text;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Kubernetes.Tests.Serialization;

public sealed class JsonAsYamlTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"b"}""")]
    [InlineData("""{"a":"\uD83D\uDE00!"}""", """{"a":"😀!"}""")]
    [InlineData("""{"a":"\\uD83D\uD83D\uDE00"}""", """{"a":"\\uD83D😀"}""")]
    [InlineData("""{"a":"\uD83D"}""", """{"a":"\uD83D"}""")]
    [InlineData("""{"a":"\n\"\\"}""", """{"a":"\n\"\\"}""")]
    public void Only_pairs_of_surrogate_escapes_are_replaced(string json, string yaml) => Encoding.UTF8.GetString(JsonAsYaml.FromJson(json)).ShouldBe(yaml);
}
