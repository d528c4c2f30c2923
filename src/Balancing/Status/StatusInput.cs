using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Status;

/// <summary>What a status is made from.</summary>
public sealed record StatusInput
{
    public required ExchangeBalancer Balancer { get; init; }

    public required ImmutableArray<Finding> Findings { get; init; }

    public required Observation Observation { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Null when the resource was refused.</summary>
    public BalancerPlan? Plan { get; init; }

    /// <summary>Null when the resource was refused.</summary>
    public RolloutState? Rollout { get; init; }

    /// <summary>Why the objects of the balancer could not be made as wished; it is tried again.</summary>
    public string? Failure { get; init; }

    /// <summary>Pods that run an old template and wait for their replacement.</summary>
    public ImmutableArray<string> StalePods { get; init; } = [];
}
