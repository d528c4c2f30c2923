using System.Collections.Immutable;
using System.Net;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>To whom an instance speaks where multicast is not wanted.</summary>
internal static class UnicastSection
{
    public static KeepalivedText Of(VirtualRouterPlan router, NodePlan node, InstancePlan instance)
    {
        if (router.Transport != VrrpTransport.Unicast)
            return KeepalivedText.Empty;
        var own = OfFamily(node.Addresses, instance);
        return KeepalivedText.Of($$"""
            {{(own.Length == 0 ? KeepalivedText.Empty : KeepalivedText.Of($"unicast_src_ip {own[0]}"))}}
            unicast_peer {
                {{Peers(OfFamily(node.Peers, instance), instance)}}
            }
            """);
    }

    /// <summary>A node that has no peer would speak multicast: keepalived falls back to it without one, and stays in FAULT if told not to
    /// (measured, 2.2.7 and 2.3.3).</summary>
    private static KeepalivedText Peers(ImmutableArray<IPAddress> peers, InstancePlan instance) => peers.Length > 0
        ? KeepalivedText.Lines(peers.Select(peer => KeepalivedText.Of($"{peer}")))
        : KeepalivedText.Of($$"""
            # no other node: without any peer keepalived would speak multicast. To the virtual address its holder speaks to itself.
            {{instance.Addresses[0].Address}}
            """);

    private static ImmutableArray<IPAddress> OfFamily(ImmutableArray<IPAddress> addresses, InstancePlan instance) =>
        [.. addresses.Where(address => address.AddressFamily == instance.Family)];
}
