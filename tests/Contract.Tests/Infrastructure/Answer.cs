using System.Text.Json.Nodes;

namespace ExchangeHA.Contract.Tests.Infrastructure;

/// <summary>What the server answered.</summary>
public sealed record Answer(int Code, JsonObject Body)
{
    /// <summary>A field of the body by its path with points between the names; null when it is not there.</summary>
    public string? this[string path] => Json(path)?.ToString();

    public string Version => this["metadata.resourceVersion"].ShouldNotBeNull();

    public JsonNode? Json(string path) => path.Split('.').Aggregate((JsonNode?)Body, (node, name) => node switch
    {
        JsonArray list => int.Parse(name) < list.Count ? list[int.Parse(name)] : null,
        JsonObject map => map[name],
        _ => null,
    });

    public IEnumerable<string> Names() => Body["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);

    /// <summary>The field manager whose fields contain this one, written as <c>f:spec/f:node</c>, by their operations.</summary>
    public IEnumerable<string> ManagersOf(string field) => (Body["metadata"]!["managedFields"] as JsonArray ?? [])
        .Where(entry => field.Split('/').Aggregate(entry!["fieldsV1"], (node, element) => (node as JsonObject)?[element]) is not null)
        .Select(entry => $"{(string)entry!["manager"]!} {(string)entry["operation"]!}");

    /// <summary>Refused, with that code and reason.</summary>
    public Answer ShouldBeRefused(int code, string reason)
    {
        Code.ShouldBe(code, Body.ToJsonString());
        this["kind"].ShouldBe("Status");
        this["status"].ShouldBe("Failure");
        this["code"].ShouldBe(code.ToString());
        this["reason"].ShouldBe(reason, Body.ToJsonString());
        return this;
    }

    public Answer ShouldSucceed(int code = 200)
    {
        Code.ShouldBe(code, Body.ToJsonString());
        return this;
    }
}
