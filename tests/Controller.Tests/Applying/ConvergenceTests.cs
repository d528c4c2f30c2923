using System.Text.Json;
using ExchangeHA.Controller.Applying;

namespace ExchangeHA.Controller.Tests.Applying;

public sealed class ConvergenceTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{"b":"x","c":"added by the server"},"d":true}""")]
    [InlineData("""{"a":"é"}""", "{\"a\":\"\\u00e9\"}")]
    [InlineData("""[1,2]""", """[1,2]""")]
    [InlineData("""{"containers":[{"name":"a","image":"i"}]}""", """{"containers":[{"name":"injected"},{"name":"a","image":"i","imagePullPolicy":"Always"}]}""")]
    [InlineData("""{"rules":[{"verbs":["get"]}]}""", """{"rules":[{"verbs":["get"],"resources":null}]}""")]
    public void What_is_wished_for_is_there(string wished, string live) => IsConverged(wished, live).ShouldBeTrue();

    [Theory]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":[]}""")]
    [InlineData("""{"a":""}""")]
    [InlineData("""{"a":0}""")]
    [InlineData("""{"a":false}""")]
    [InlineData("""{"a":null}""")]
    public void The_server_may_leave_out_what_is_empty(string wished) => IsConverged(wished, "{}").ShouldBeTrue();

    [Theory]
    [InlineData("""{"a":1}""", "{}")]
    [InlineData("""{"a":true}""", "{}")]
    [InlineData("""{"a":true}""", """{"a":false}""")]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":"1"}""", """{"a":1}""")]
    [InlineData("""{"a":"x"}""", """{"a":null}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":[1]}""")]
    [InlineData("""[1,2]""", """[2,1]""")]
    [InlineData("""[1]""", """[1,2]""")]
    [InlineData("""[]""", """[1]""")]
    [InlineData("""[{"verbs":["get"]}]""", """[{"verbs":["get"]},{"verbs":["delete"]}]""")]
    [InlineData("""[{"name":"a","image":"i"}]""", """[{"name":"a","image":"other"}]""")]
    [InlineData("""[{"name":"a"},{"name":"b"}]""", """[{"name":"a"}]""")]
    public void What_is_wished_for_is_missing_or_different(string wished, string live) => IsConverged(wished, live).ShouldBeFalse();

    private static bool IsConverged(string wished, string live) => Convergence.IsConverged(JsonElement.Parse(wished), JsonElement.Parse(live));
}
