using System.Text.Json.Serialization;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes;

/// <summary>The JSON of the API's own kinds. Those of a custom resource come with a context of their own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(V1Status))]
[JsonSerializable(typeof(V1ListMeta))]
[JsonSerializable(typeof(V1ConfigMap))]
[JsonSerializable(typeof(KubernetesList<V1ConfigMap>))]
[JsonSerializable(typeof(V1DaemonSet))]
[JsonSerializable(typeof(KubernetesList<V1DaemonSet>))]
[JsonSerializable(typeof(V1Event))]
[JsonSerializable(typeof(KubernetesList<V1Event>))]
[JsonSerializable(typeof(V1Lease))]
[JsonSerializable(typeof(KubernetesList<V1Lease>))]
[JsonSerializable(typeof(V1Node))]
[JsonSerializable(typeof(KubernetesList<V1Node>))]
[JsonSerializable(typeof(V1Pod))]
[JsonSerializable(typeof(KubernetesList<V1Pod>))]
[JsonSerializable(typeof(V1Role))]
[JsonSerializable(typeof(KubernetesList<V1Role>))]
[JsonSerializable(typeof(V1RoleBinding))]
[JsonSerializable(typeof(KubernetesList<V1RoleBinding>))]
[JsonSerializable(typeof(V1Secret))]
[JsonSerializable(typeof(KubernetesList<V1Secret>))]
[JsonSerializable(typeof(V1ServiceAccount))]
[JsonSerializable(typeof(KubernetesList<V1ServiceAccount>))]
public sealed partial class KubernetesJsonContext : JsonSerializerContext;
