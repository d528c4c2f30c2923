namespace ExchangeHA.Kubernetes.Models;

/// <summary>An environment variable.</summary>
public sealed record V1EnvVar : KubernetesModel
{
    public string Name { get; set; } = "";

    public string? Value { get; set; }

    public V1EnvVarSource? ValueFrom { get; set; }
}
