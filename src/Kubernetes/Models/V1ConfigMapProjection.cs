namespace ExchangeHA.Kubernetes.Models;

/// <summary>Keys of a ConfigMap as files.</summary>
public sealed record V1ConfigMapProjection : KubernetesModel
{
    public string? Name { get; set; }

    public List<V1KeyToPath>? Items { get; set; }
}
