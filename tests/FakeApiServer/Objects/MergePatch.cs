using System.Text.Json.Nodes;

namespace ExchangeHA.FakeApiServer.Objects;

/// <summary>JSON merge patch (RFC 7386).</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject fields)
            return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in fields)
        {
            if (value is null)
                result.Remove(name);
            else
                result[name] = Apply(result[name] is JsonObject map ? map.DeepClone() : null, value);
        }
        return result;
    }
}
