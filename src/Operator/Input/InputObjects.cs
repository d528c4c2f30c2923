using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Operator.Input;

/// <summary>Secrets and nodes of the input, read as the API server would.</summary>
internal static class InputObjects
{
    /// <summary>The Secrets with their namespaces, the later one of two of a name; and what is wrong with those that cannot be read.</summary>
    public static (ImmutableDictionary<NamespacedName, V1Secret> Secrets, ImmutableArray<LocatedFinding> Problems) Secrets(IEnumerable<SourceDocument> objects, string defaultNamespace)
    {
        var secrets = ImmutableDictionary.CreateBuilder<NamespacedName, V1Secret>();
        var problems = ImmutableArray.CreateBuilder<LocatedFinding>();
        foreach (var source in objects.Where(source => IsKind(source, "Secret")))
        {
            if (Read(WithStringData(source.Content), KubernetesJsonContext.Default.V1Secret) is not { Metadata.Name: { Length: > 0 } name } secret)
                problems.Add(source.Locate(new Finding(Severity.Error, "data", "The Secret cannot be read.", "Give it a metadata.name, and text in stringData or base64 in data.")));
            else
                secrets[new NamespacedName(secret.Metadata.Namespace ?? defaultNamespace, name)] = secret;
        }
        return (secrets.ToImmutable(), problems.ToImmutable());
    }

    public static ImmutableArray<V1Node> Nodes(IEnumerable<SourceDocument> objects) =>
        [.. objects.Where(source => IsKind(source, "Node")).Select(source => Read(source.Content, KubernetesJsonContext.Default.V1Node)).OfType<V1Node>().Where(node => !string.IsNullOrEmpty(node.Metadata.Name))];

    private static bool IsKind(SourceDocument source, string kind) => Text(source.Content["apiVersion"]) == "v1" && Text(source.Content["kind"]) == kind;

    private static T? Read<T>(JsonNode json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return json.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The API server turns stringData into data; it wins over a key that stands in both.</summary>
    private static JsonObject WithStringData(JsonObject secret)
    {
        var result = (JsonObject)secret.DeepClone();
        if (secret["stringData"] is not JsonObject strings)
            return result;
        var data = result["data"] as JsonObject ?? [];
        foreach (var (key, value) in strings)
            data[key] = Text(value) is { } text ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : value?.DeepClone();
        if (data.Parent is null)
            result["data"] = data;
        return result;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
