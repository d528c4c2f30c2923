using System.Text.Json.Nodes;
using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Resources;

namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>The items of a list that is not atomic, by the paths that they are known by.</summary>
internal static class ListItems
{
    /// <summary>In their order.</summary>
    /// <exception cref="ApiException">500, as the real server: an item has no key, or one that another has too.</exception>
    public static OrderedDictionary<FieldPath, JsonNode> Of(JsonArray? list, FieldSchema schema, FieldPath path)
    {
        var items = new OrderedDictionary<FieldPath, JsonNode>();
        foreach (var item in list ?? [])
        {
            if (!items.TryAdd(PathOf(item, schema, path), item!))
                throw ApiException.Of(500, "InternalError", $"failed to create typed patch object: {path}: duplicate entries for key {PathOf(item, schema, FieldPath.Root)}");
        }
        return items;
    }

    private static FieldPath PathOf(JsonNode? item, FieldSchema schema, FieldPath path)
    {
        if (schema.ListType == ListType.Set)
            return path.Value(item);
        var keys = new JsonObject();
        foreach (var key in schema.Keys.Order(StringComparer.Ordinal))
        {
            keys[key] = (item as JsonObject)?[key]?.DeepClone()
                ?? (key == "protocol" ? JsonValue.Create("TCP") : throw ApiException.Of(500, "InternalError", $"failed to create typed patch object: {path}: element 0: associative list with keys has an element that omits key field \"{key}\""));
        }
        return path.Item(keys);
    }
}
