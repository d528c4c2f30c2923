using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The virtual router that all nodes of a balancer share.</summary>
public sealed record VirtualRouterPlan
{
    /// <summary>In the order of the resource, which is the same on every node.</summary>
    public required ImmutableArray<IPNetworkAddress> Addresses { get; init; }

    /// <summary>1 to 255.</summary>
    public required int RouterId { get; init; }

    /// <summary>2 (RFC 3768) or 3 (RFC 9568). A router of IPv6 addresses has 3 whatever this says.</summary>
    public required int Version { get; init; }

    public required TimeSpan AdvertisementInterval { get; init; }

    public required int DownAfterAdvertisements { get; init; }

    public required VrrpTransport Transport { get; init; }

    public required DualStackMode DualStack { get; init; }

    public required AnnouncementsSpec Announcements { get; init; }

    public required bool Preempt { get; init; }

    public required TimeSpan PreemptDelay { get; init; }

    /// <summary>For VRRPv2's simple authentication; null for none.</summary>
    public SensitiveText? Password { get; init; }
}
