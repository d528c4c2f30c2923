using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Resources;

namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>Puts an applied configuration into an object, and takes fields out of it.</summary>
internal static class Merging
{
    /// <summary>What is configured counts; what is not stays. Items of lists keep their order, new ones come last.</summary>
    public static JsonNode Merge(JsonNode? live, JsonNode wished, FieldSchema schema, FieldPath path)
    {
        if (wished is JsonObject fields && !schema.IsAtomicMap)
        {
            var result = live is JsonObject ? live.DeepClone().AsObject() : [];
            foreach (var (name, value) in fields)
                result[name] = Merge((live as JsonObject)?[name], value!, schema.Field(name), path.Field(name));
            return result;
        }
        if (wished is not JsonArray list || schema.ListType == ListType.Atomic)
            return wished.DeepClone();
        var before = ListItems.Of(live as JsonArray, schema, path);
        var after = ListItems.Of(list, schema, path);
        return new JsonArray([
            .. before.Select(item => after.TryGetValue(item.Key, out var change) ? Merge(item.Value, change, schema.Item(), item.Key) : item.Value.DeepClone()),
            .. after.Where(item => !before.ContainsKey(item.Key)).Select(item => item.Value.DeepClone()),
        ]);
    }

    /// <summary>The node without these fields; null when nothing is left of it.</summary>
    public static JsonNode? Remove(JsonNode node, Predicate<FieldPath> gone, FieldSchema schema, FieldPath path)
    {
        if (node is JsonObject { Count: > 0 } map && !schema.IsAtomicMap)
        {
            var result = new JsonObject();
            foreach (var (name, value) in map)
            {
                var field = path.Field(name);
                if (gone(field))
                    continue;
                if (value is null)
                    result[name] = null;
                else if (Remove(value, gone, schema.Field(name), field) is { } rest)
                    result[name] = rest;
            }
            return result.Count == 0 ? null : result;
        }
        if (node is not JsonArray list || schema.ListType == ListType.Atomic)
            return node.DeepClone();
        var left = ListItems.Of(list, schema, path).Where(item => !gone(item.Key)).Select(item => Remove(item.Value, gone, schema.Item(), item.Key)).ToArray();
        return left.Length == 0 && list.Count > 0 ? null : new JsonArray(left);
    }
}
