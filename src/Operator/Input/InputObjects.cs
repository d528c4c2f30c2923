using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Balancing.Validation.Reading;
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

    /// <summary>The nodes, and what is wrong with those that no cluster could have.</summary>
    public static (ImmutableArray<V1Node> Nodes, ImmutableArray<LocatedFinding> Problems) Nodes(IEnumerable<SourceDocument> objects)
    {
        var nodes = ImmutableArray.CreateBuilder<V1Node>();
        var problems = ImmutableArray.CreateBuilder<LocatedFinding>();
        foreach (var source in objects.Where(source => IsKind(source, "Node")))
        {
            if (Read(source.Content, KubernetesJsonContext.Default.V1Node) is { Metadata.Name: { } name } node && KubernetesName.IsSubdomain(name))
                nodes.Add(node);
            else
                problems.Add(source.Locate(new Finding(Severity.Error, "metadata.name", "The Node cannot be read, or has no name of a node.", "Take it as kubectl get nodes -o yaml prints it.")));
        }
        return (nodes.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>Those that were meant for this program and are of no kind that it knows: to pass them over would say that nothing is wrong.</summary>
    public static IEnumerable<LocatedFinding> Misnamed(IEnumerable<SourceDocument> objects)
    {
        foreach (var source in objects.Where(source => !ResourceReader.IsBalancer(source.Content)))
        {
            var (group, kind) = (Text(source.Content["apiVersion"]) ?? "", Text(source.Content["kind"]) ?? "");
            if (group == $"{ExchangeBalancer.Group}/{ExchangeBalancer.Version}" && kind == nameof(BalancerNode))
                continue;
            if (group.StartsWith("exchange-ha", StringComparison.OrdinalIgnoreCase) || kind.StartsWith("ExchangeBal", StringComparison.OrdinalIgnoreCase))
                yield return source.Locate(new Finding(Severity.Error, "kind", $"\"{kind}\" of \"{group}\" is not known.", $"Write apiVersion: {ExchangeBalancer.Group}/{ExchangeBalancer.Version} and kind: {nameof(ExchangeBalancer)}."));
        }
    }

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
