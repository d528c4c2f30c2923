using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>A datacenter of a balancer.</summary>
public sealed record DatacenterPlan
{
    public required string Name { get; init; }

    public required int Priority { get; init; }

    /// <summary>Null where each node finds its own by <see cref="InterfaceNetwork"/>.</summary>
    public required string? Interface { get; init; }

    /// <summary>Null where the interface is named.</summary>
    public required IPNetworkAddress? InterfaceNetwork { get; init; }

    public required DatacenterState State { get; init; }

    public required ImmutableSortedDictionary<string, string> NodeSelector { get; init; }

    public required ImmutableArray<TolerationSpec> Tolerations { get; init; }

    /// <summary>By name.</summary>
    public required ImmutableArray<NodePlan> Nodes { get; init; }

    /// <summary>The nodes that share their stick tables, by name; empty where none do.</summary>
    public required ImmutableArray<PeerPlan> Peers { get; init; }

    /// <summary>The servers that its haproxys balance to, in the order of the resource, then those of other datacenters as backups.</summary>
    public required ImmutableArray<ServerPlan> Servers { get; init; }
}
