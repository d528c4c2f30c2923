using System.Collections.Immutable;
using System.Net;

namespace ExchangeHA.Balancing.Planning;

/// <summary>A balancer node.</summary>
public sealed record NodePlan
{
    public required string Name { get; init; }

    /// <summary>Its InternalIP addresses, for unicast.</summary>
    public required ImmutableArray<IPAddress> Addresses { get; init; }

    /// <summary>The unicast peers: the other nodes of the balancer, of every datacenter, then the datacenters' routers outside the cluster; each address once.</summary>
    public required ImmutableArray<IPAddress> Peers { get; init; }

    /// <summary>Whether the node is asked to stand down (cordoned, annotated, or its datacenter in maintenance).</summary>
    public required bool StandsDown { get; init; }

    /// <summary>The node that is to take the address back from this one, and since when it stands by; null while nobody is to.</summary>
    public string? GivesWayTo { get; init; }
}
