namespace ExchangeHA.Kubernetes.Models;

/// <summary>A directory that lives as long as the pod.</summary>
public sealed record V1EmptyDirVolumeSource : KubernetesModel
{
    public string? Medium { get; set; }

    public string? SizeLimit { get; set; }
}
