using System.Collections.Immutable;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Where the rollout of haproxy.cfg stands.</summary>
public sealed record RolloutState
{
    /// <summary>Datacenters whose haproxy.cfg waits until the others have verified theirs.</summary>
    public required ImmutableSortedSet<string> HeldBack { get; init; }

    /// <summary>Datacenters that were passed over because none of their agents is Ready.</summary>
    public required ImmutableSortedSet<string> Skipped { get; init; }

    /// <summary>What nodes said that refused a configuration that is wished for, as <c>dc1/node-a: message</c>.</summary>
    public required ImmutableArray<string> Refusals { get; init; }

    /// <summary>Nodes that run another configuration than is wished for and have not refused it.</summary>
    public required ImmutableArray<string> Pending { get; init; }
}
