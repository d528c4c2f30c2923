namespace ExchangeHA.Kubernetes.Models;

/// <summary>A volume of a pod.</summary>
public sealed record V1Volume : KubernetesModel
{
    public string Name { get; set; } = "";

    public V1SecretVolumeSource? Secret { get; set; }

    public V1EmptyDirVolumeSource? EmptyDir { get; set; }

    public V1ProjectedVolumeSource? Projected { get; set; }
}
