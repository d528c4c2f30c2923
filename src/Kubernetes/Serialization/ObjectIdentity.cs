using System.Text.Json;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>What can be told of an object that does not fit its type.</summary>
internal sealed record ObjectIdentity(NamespacedName Key, string? Uid, string? ResourceVersion)
{
    public static ObjectIdentity Of(JsonElement value)
    {
        var metadata = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("metadata", out var found) ? found : default;
        return new(new NamespacedName(Text(metadata, "namespace") ?? "", Text(metadata, "name") ?? ""), Text(metadata, "uid"), Text(metadata, "resourceVersion"));
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
