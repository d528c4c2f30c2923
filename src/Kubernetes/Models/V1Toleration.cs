namespace ExchangeHA.Kubernetes.Models;

/// <summary>A taint that a pod tolerates.</summary>
public sealed record V1Toleration : KubernetesModel
{
    public string? Key { get; set; }

    public string? Operator { get; set; }

    public string? Value { get; set; }

    public string? Effect { get; set; }

    public long? TolerationSeconds { get; set; }
}
