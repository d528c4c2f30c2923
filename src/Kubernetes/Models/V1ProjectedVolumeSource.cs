namespace ExchangeHA.Kubernetes.Models;

/// <summary>Several sources in one volume.</summary>
public sealed record V1ProjectedVolumeSource : KubernetesModel
{
    public List<V1VolumeProjection>? Sources { get; set; }

    public int? DefaultMode { get; set; }
}
