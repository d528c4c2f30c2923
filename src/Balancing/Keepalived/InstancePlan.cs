using System.Collections.Immutable;
using System.Net.Sockets;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>A <c>vrrp_instance</c>: a virtual router as far as one family of addresses carries it.</summary>
internal sealed record InstancePlan
{
    private const string IPv6Suffix = "-ipv6";

    public required string Name { get; init; }

    /// <summary>Of its advertisements.</summary>
    public required AddressFamily Family { get; init; }

    public required int Version { get; init; }

    /// <summary>Those in the advertisements.</summary>
    public required ImmutableArray<IPNetworkAddress> Addresses { get; init; }

    /// <summary>Those that come and go with the others without being advertised.</summary>
    public ImmutableArray<IPNetworkAddress> Excluded { get; init; } = [];

    /// <summary>The balancer's; keepalived takes one that is called <c>include</c> for a directive, quoted or not.</summary>
    public static string NameOf(BalancerPlan plan) => KeepalivedQuoting.Refusal(plan.Name.Name) is null ? plan.Name.Name : $"{plan.Name.Name}-vrrp";

    /// <summary>One, or with both families in a group one of each; the order of the addresses does not change which.</summary>
    public static ImmutableArray<InstancePlan> Of(BalancerPlan plan)
    {
        var (name, router) = (NameOf(plan), plan.Router);
        ImmutableArray<IPNetworkAddress> four = [.. router.Addresses.Where(address => !address.IsIPv6)];
        ImmutableArray<IPNetworkAddress> six = [.. router.Addresses.Where(address => address.IsIPv6)];
        if (four.IsEmpty)
            return [OfIPv6(name, six)];
        var instance = new InstancePlan { Name = name, Family = AddressFamily.InterNetwork, Version = router.Version, Addresses = four };
        if (router.DualStack == DualStackMode.OneRouter || six.IsEmpty)
            return [instance with { Excluded = six }];
        // the first keeps its name, so that an IPv6 address added to it later does not make keepalived drop it and start anew
        return [instance, OfIPv6(name + IPv6Suffix, six)];
    }

    /// <summary>VRRPv2 has no IPv6 (RFC 3768).</summary>
    private static InstancePlan OfIPv6(string name, ImmutableArray<IPNetworkAddress> addresses) =>
        new() { Name = name, Family = AddressFamily.InterNetworkV6, Version = 3, Addresses = addresses };
}
