using System.Text.Json.Nodes;

namespace ExchangeHA.Controller.Tests.Infrastructure;

/// <summary>Server-side apply with force: what a manager wishes is taken over, what it wished before and does no longer goes, all else stays. Lists of named things are merged by name.</summary>
internal static class ServerSideApply
{
    public static void Merge(JsonObject live, JsonObject? last, JsonObject wish)
    {
        foreach (var gone in (last ?? []).Select(pair => pair.Key).Where(key => !wish.ContainsKey(key)).ToList())
            live.Remove(gone);
        foreach (var (key, value) in wish)
            live[key] = Merged(live[key], last?[key], value!);
    }

    private static JsonNode Merged(JsonNode? live, JsonNode? last, JsonNode wish)
    {
        if (wish is JsonObject map)
        {
            var result = (live as JsonObject)?.DeepClone().AsObject() ?? [];
            Merge(result, last as JsonObject, map);
            return result;
        }

        return wish is JsonArray { Count: > 0 } list && list.All(item => NameOf(item) is not null)
            ? MergedByName(live as JsonArray ?? [], last as JsonArray ?? [], list)
            : wish.DeepClone();
    }

    private static JsonArray MergedByName(JsonArray live, JsonArray last, JsonArray wish)
    {
        var mine = last.Concat(wish).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. wish.Select(item => Merged(Named(live, NameOf(item)), Named(last, NameOf(item)), item!)),
            .. live.Where(item => !mine.Contains(NameOf(item))).Select(item => item!.DeepClone()),
        ];
    }

    private static JsonNode? Named(JsonArray list, string? name) => list.FirstOrDefault(item => NameOf(item) == name);

    private static string? NameOf(JsonNode? item) => item is JsonObject map && map["name"] is JsonValue name ? name.GetValue<string>() : null;
}
