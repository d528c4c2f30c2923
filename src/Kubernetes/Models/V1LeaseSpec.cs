namespace ExchangeHA.Kubernetes.Models;

/// <summary>Who holds a lease, since when.</summary>
public sealed record V1LeaseSpec : KubernetesModel
{
    public string? HolderIdentity { get; set; }

    public int? LeaseDurationSeconds { get; set; }

    public string? AcquireTime { get; set; }

    public string? RenewTime { get; set; }

    public int? LeaseTransitions { get; set; }
}
