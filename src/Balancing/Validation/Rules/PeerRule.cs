using System.Net;
using System.Net.Sockets;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A peer is another router's own address, and is spoken to: with unicast, in a family that advertisements travel by.</summary>
[Cel(typeof(ExchangeBalancerSpec), null, "self.vip.transport == 'Unicast' || self.datacenters.all(datacenter, !has(datacenter.peers) || size(datacenter.peers) == 0)", "Peers are spoken to by unicast only: leave them out, or write transport: Unicast.")]
[Cel(typeof(DatacenterSpec), nameof(DatacenterSpec.Peers), CelAddress.IsAddress, "Write an IP address as 192.0.2.12 or 2001:db8::12.", EachItem = true)]
[Cel(typeof(DatacenterSpec), nameof(DatacenterSpec.Peers), $"!{CelAddress.IsLoopback}", "It is a loopback address: write the other router's address in the nodes' network.", EachItem = true)]
[Cel(typeof(ExchangeBalancerSpec), null, "self.vip.addresses.map(address, address.split('/')[0]).all(address, self.datacenters.all(datacenter, !has(datacenter.peers) || !(address in datacenter.peers)))", "A peer is a virtual address: write the other router's own address.")]
[Cel(typeof(ExchangeBalancerSpec), null, InFamily, "A peer is of a family that no advertisement travels by.")]
public sealed class PeerRule : IRule
{
    private const string InFamily = "self.datacenters.all(datacenter, !has(datacenter.peers) || datacenter.peers.all(peer, self.vip.addresses.exists(address, address.contains(':') == peer.contains(':'))"
        + " && (!peer.contains(':') || self.vip.dualStack == 'SyncGroup' || self.vip.addresses.all(address, address.contains(':')))))";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var (vip, datacenters) = (snapshot.Balancer.Spec.Vip, snapshot.Balancer.Spec.Datacenters);
        var own = VirtualRouter.Addresses(vip).Select(address => address.Value.Address).ToHashSet();
        var families = VirtualRouter.Families(vip);
        for (var datacenter = 0; datacenter < datacenters.Count; datacenter++)
        {
            var path = $"spec.datacenters[{datacenter}].peers";
            if (datacenters[datacenter].Peers.Count > 0 && vip.Transport != VrrpTransport.Unicast)
                yield return Findings.Error(path, "Peers are spoken to by unicast only; with multicast every router of the segment hears.", "Leave them out, or write transport: Unicast.");
            for (var index = 0; index < datacenters[datacenter].Peers.Count; index++)
            {
                var text = datacenters[datacenter].Peers[index];
                if (text.Contains('/') || !IPNetworkAddress.TryParse(text, out var peer))
                    yield return Findings.Error($"{path}[{index}]", $"{Findings.Quote(text)} is no IP address.", "Write one as 192.0.2.12 or 2001:db8::12.");
                else if (own.Contains(peer.Address))
                    yield return Findings.Error($"{path}[{index}]", $"{text} is a virtual address.", "Write the other router's own address.");
                else if (IPAddress.IsLoopback(peer.Address))
                    yield return Findings.Error($"{path}[{index}]", $"{text} is a loopback address.", "Write the other router's address in the nodes' network.");
                else if (!families.IsEmpty && !families.Contains(peer.Address.AddressFamily))
                    yield return Findings.Error($"{path}[{index}]", $"{text} is of a family that no advertisement travels by.", $"Write an {NameOf(families[0])} address.");
            }
        }
    }

    private static string NameOf(AddressFamily family) => family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
}
