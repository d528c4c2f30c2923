namespace ExchangeHA.Kubernetes.Models;

/// <summary>One source of a projected volume: one of the two is there.</summary>
public sealed record V1VolumeProjection : KubernetesModel
{
    public V1ServiceAccountTokenProjection? ServiceAccountToken { get; set; }

    public V1ConfigMapProjection? ConfigMap { get; set; }
}
