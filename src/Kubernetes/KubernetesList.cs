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
}
