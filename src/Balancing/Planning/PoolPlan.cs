using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>A service, or of a bridged one the pool of a protocol: a port at the virtual address and the check of the servers behind it. The servers are the datacenter's.</summary>
public sealed record PoolPlan
{
    public required string Name { get; init; }

    public required int Port { get; init; }

    public required int TargetPort { get; init; }

    public required ServiceProtocol Protocol { get; init; }

    /// <summary>The port of HTTPS that clients are sent to by a service without servers; null for any other.</summary>
    public int? RedirectPort { get; init; }

    public bool HasServers => RedirectPort is null;

    /// <summary>Whether the servers speak TLS from the first byte on.</summary>
    public bool IsTls => Protocol is ServiceProtocol.HTTPS or ServiceProtocol.IMAPS or ServiceProtocol.POP3S;

    public required int MaxConnections { get; init; }

    /// <summary>The networks that clients may come from; empty: every one.</summary>
    public required ImmutableArray<IPNetworkAddress> AllowedClients { get; init; }

    public RatePlan? Rate { get; init; }

    public required ProxyProtocol ProxyProtocol { get; init; }

    public required AffinityPlan Affinity { get; init; }

    public required CheckPlan Check { get; init; }

    /// <summary>Whether haproxy reads the requests and encrypts them to the servers itself.</summary>
    public bool IsBridged { get; init; }

    /// <summary>What of that the service's own pool alone has: where TLS ends, and the pools of the protocols. Null in these, and where connections are passed through.</summary>
    public BridgePlan? Bridge { get; init; }

    /// <summary>The haproxy backends of the service: its own, and those of the protocols.</summary>
    public IEnumerable<PoolPlan> Backends => HasServers ? [this, .. (Bridge?.Routes ?? []).Select(route => route.Pool)] : [];

    /// <summary>Whether a node without a healthy server here may not hold the address.</summary>
    public required bool DecidesHealth { get; init; }
}
