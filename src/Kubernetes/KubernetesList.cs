using System.Text.Json.Serialization;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes;

/// <summary>One page of a list.</summary>
public sealed record KubernetesList<T>
    where T : IKubernetesObject
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public V1ListMeta Metadata { get; set; } = new();

    public List<T> Items { get; set; } = [];

    /// <summary>Objects that exist but do not fit <typeparamref name="T"/>: not in <see cref="Items"/>, and not to be taken for deleted.</summary>
    [JsonIgnore]
    public IReadOnlyList<NamespacedName> Undecodable { get; init; } = [];
}
