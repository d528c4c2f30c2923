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

    public required LimitsSpec Limits { get; init; }

    public required TimeoutsSpec Timeouts { get; init; }

    public StatsPlan? Stats { get; init; }

    public EmailPlan? Email { get; init; }
}
