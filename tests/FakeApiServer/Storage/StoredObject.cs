using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExchangeHA.FakeApiServer.Storage;

/// <summary>An object at one version. It never changes, and may be read by many at once.</summary>
public sealed class StoredObject
{
    private readonly JsonElement _root;

    internal StoredObject(ObjectKey key, long version, JsonObject body)
    {
        (Key, Version) = (key, version);
        body["metadata"]!["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        Utf8 = Encoding.UTF8.GetBytes(body.ToJsonString());
        _root = JsonElement.Parse(Utf8.Span);
        Labels = _root.GetProperty("metadata").TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.ToString(), StringComparer.Ordinal)
            : [];
        Uid = Text("metadata.uid") ?? "";
        Owners = _root.GetProperty("metadata").TryGetProperty("ownerReferences", out var owners) && owners.ValueKind == JsonValueKind.Array
            ? [.. owners.EnumerateArray().Select(owner => owner.GetProperty("uid").GetString()!)]
            : [];
    }

    public ObjectKey Key { get; }

    public long Version { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    public string Uid { get; }

    /// <summary>The uids of its owners.</summary>
    internal IReadOnlyList<string> Owners { get; }

    /// <summary>Whether somebody has deleted it, and finalizers or a grace period still hold it.</summary>
    public bool IsBeingDeleted => Text("metadata.deletionTimestamp") is not null;

    internal ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>A copy to change.</summary>
    public JsonObject ToJson() => JsonNode.Parse(Utf8.Span)!.AsObject();

    /// <summary>A field by its path with points between the names; null when it is not there.</summary>
    public string? Text(string path)
    {
        var element = _root;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }
        return element.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => element.ToString(),
        };
    }

    /// <summary>The same object as a deletion at that version tells of it.</summary>
    internal StoredObject At(long version) => new(Key, version, ToJson());
}
