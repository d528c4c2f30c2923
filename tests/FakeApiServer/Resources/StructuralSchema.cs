using System.Text.Json.Nodes;

namespace ExchangeHA.FakeApiServer.Resources;

/// <summary>What a custom resource's schema does to an object: unknown fields go, defaults come.</summary>
internal static class StructuralSchema
{
    public static void Conform(JsonObject body, JsonObject schema)
    {
        // the metadata has a schema of its own
        var metadata = body["metadata"];
        body.Remove("metadata");
        ConformFields(body, schema);
        body["metadata"] = metadata;
    }

    private static void ConformNode(JsonNode? node, JsonObject schema)
    {
        if (node is JsonObject map)
            ConformFields(map, schema);
        else if (node is JsonArray list && schema["items"] is JsonObject items)
        {
            foreach (var item in list)
                ConformNode(item, items);
        }
    }

    private static void ConformFields(JsonObject map, JsonObject schema)
    {
        if (schema["additionalProperties"] is JsonObject values)
        {
            foreach (var (_, value) in map)
                ConformNode(value, values);
            return;
        }
        if (schema["properties"] is not JsonObject fields)
            return;
        foreach (var name in map.Select(pair => pair.Key).Where(name => !fields.ContainsKey(name)).ToList())
            map.Remove(name);
        foreach (var (name, field) in fields)
        {
            if (field!["default"] is { } value && map[name] is null)
                map[name] = value.DeepClone();
            ConformNode(map[name], field.AsObject());
        }
    }
}
