namespace ExchangeHA.Kubernetes.Models;

/// <summary>A Secret as files.</summary>
public sealed record V1SecretVolumeSource : KubernetesModel
{
    public string? SecretName { get; set; }

    public int? DefaultMode { get; set; }

    public bool? Optional { get; set; }
}
