namespace ExchangeHA.Kubernetes.Models;

/// <summary>How pods are replaced.</summary>
public sealed record V1DaemonSetUpdateStrategy
{
    public string? Type { get; set; }
}
