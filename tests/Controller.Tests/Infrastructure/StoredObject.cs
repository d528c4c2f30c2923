using System.Text.Json.Nodes;

namespace ExchangeHA.Controller.Tests.Infrastructure;

/// <summary>An object of the in-memory API server, and what each field manager applied last.</summary>
internal sealed class StoredObject(JsonObject body)
{
    public JsonObject Body { get; set; } = body;

    public Dictionary<string, JsonObject> Applied { get; } = new(StringComparer.Ordinal);
}
