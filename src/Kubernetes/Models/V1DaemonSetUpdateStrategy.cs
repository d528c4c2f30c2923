namespace ExchangeHA.Kubernetes.Models;

/// <summary>How pods are replaced.</summary>
public sealed record V1DaemonSetUpdateStrategy : KubernetesModel
{
    public string? Type { get; set; }
}
