using System.Text.Json.Serialization;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Api;

/// <summary>The JSON of the product's own kinds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExchangeBalancer))]
[JsonSerializable(typeof(KubernetesList<ExchangeBalancer>))]
[JsonSerializable(typeof(BalancerNode))]
[JsonSerializable(typeof(KubernetesList<BalancerNode>))]
public sealed partial class BalancingJsonContext : JsonSerializerContext;
