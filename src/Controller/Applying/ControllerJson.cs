using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Controller.Applying;

/// <summary>The JSON of every kind that the controller writes.</summary>
public static class ControllerJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // options of their own: a combined resolver takes naming and null handling from here, not from the contexts
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(KubernetesJsonContext.Default, BalancingJsonContext.Default),
    };

    public static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    public static JsonNode ToNode<T>(T value) => JsonSerializer.SerializeToNode(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)))!;

    public static byte[] ToUtf8<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));
}
