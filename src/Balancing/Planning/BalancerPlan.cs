using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Planning;

/// <summary>What a balancer comes to on its nodes: every default taken, every name and port decided. Files and manifests are written from this alone.</summary>
public sealed record BalancerPlan
{
    public required NamespacedName Name { get; init; }

    public required VirtualRouterPlan Router { get; init; }

    public required Ports Ports { get; init; }

    public required BindMode Bind { get; init; }

    public required ImmutableArray<PoolPlan> Pools { get; init; }

    public required ImmutableArray<DatacenterPlan> Datacenters { get; init; }

    public required BalancingAlgorithm Balancing { get; init; }

    /// <summary>How long a server that comes back is spared; zero: not at all.</summary>
    public required TimeSpan SlowStart { get; init; }

    /// <summary>The port by which a datacenter's nodes share stick tables; null where they do not.</summary>
    public int? PeersPort { get; init; }

    public required LimitsSpec Limits { get; init; }

    public required TimeoutsSpec Timeouts { get; init; }

    /// <summary>Every pool of servers: those of the services, and those of bridged protocols.</summary>
    public IEnumerable<PoolPlan> Backends => Pools.SelectMany(pool => pool.Backends);

    /// <summary>The files that the haproxy configuration names, by name.</summary>
    public ImmutableArray<AuxiliaryFile> Files =>
    [
        .. Pools.Select(pool => pool.Check.Ca).OfType<AuxiliaryFile>()
            .Concat(Pools.SelectMany(pool => pool.Bridge?.Certificates ?? []).Select(certificate => certificate.File))
            .DistinctBy(file => file.Name).OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    /// <summary>Whether haproxy remembers anything of clients.</summary>
    public bool HasTables => Pools.Any(pool => pool.Rate is not null || pool.Affinity.Type != AffinityType.None);

    public MetricsPlan? Metrics { get; init; }

    public StatsPlan? Stats { get; init; }

    public EmailPlan? Email { get; init; }
}
