namespace ExchangeHA.Kubernetes.Models;

/// <summary>Where a volume stands in a container.</summary>
public sealed record V1VolumeMount : KubernetesModel
{
    public string Name { get; set; } = "";

    public string MountPath { get; set; } = "";

    public bool? ReadOnly { get; set; }

    public string? SubPath { get; set; }
}
