using System.Globalization;
using System.Text.Json.Nodes;

namespace ExchangeHA.FakeApiServer.Objects;

/// <summary>What the server sets in an object's metadata, and what it leaves out.</summary>
internal static class Metadata
{
    /// <summary>Set once, or by the server alone: an update does not change them.</summary>
    private static readonly string[] ServerSet = ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"];

    public static JsonObject Of(JsonObject body)
    {
        if (body["metadata"] is not JsonObject metadata)
            body["metadata"] = metadata = [];
        return metadata;
    }

    /// <summary>The server's time as it writes it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static void ForCreation(JsonObject body, string name, string @namespace, bool hasGeneration, DateTimeOffset now)
    {
        var metadata = Of(body);
        foreach (var field in ServerSet)
            metadata.Remove(field);
        metadata["name"] = name;
        if (@namespace.Length > 0)
            metadata["namespace"] = @namespace;
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Time(now);
        if (hasGeneration)
            metadata["generation"] = 1;
        LeaveOutEmpty(metadata);
    }

    /// <summary>What only the server sets stays as it was.</summary>
    public static void ForUpdate(JsonObject body, JsonObject before)
    {
        var (metadata, old) = (Of(body), Of(before));
        foreach (var field in (string[])["name", "namespace", .. ServerSet])
        {
            if (old[field] is { } value)
                metadata[field] = value.DeepClone();
            else
                metadata.Remove(field);
        }
        LeaveOutEmpty(metadata);
    }

    public static List<string> Finalizers(JsonObject body) => [.. (Of(body)["finalizers"] as JsonArray ?? []).Select(finalizer => (string)finalizer!)];

    public static void SetFinalizers(JsonObject body, IReadOnlyCollection<string> finalizers)
    {
        if (finalizers.Count == 0)
            Of(body).Remove("finalizers");
        else
            Of(body)["finalizers"] = new JsonArray([.. finalizers.Select(finalizer => JsonValue.Create(finalizer))]);
    }

    public static void Raise(JsonObject body)
    {
        if (Of(body)["generation"] is { } generation)
            Of(body)["generation"] = (long)generation + 1;
    }

    private static void LeaveOutEmpty(JsonObject metadata)
    {
        foreach (var name in metadata.Where(pair => pair.Value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 }).Select(pair => pair.Key).ToList())
            metadata.Remove(name);
    }
}
