using System.Net.Sockets;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>With unicast each node has an address that the others can speak to: one that is nobody's peer hears nobody and takes the virtual address.</summary>
public sealed class UnicastAddressRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var (vip, datacenters) = (snapshot.Balancer.Spec.Vip, snapshot.Balancer.Spec.Datacenters);
        // a node alone has nobody to speak to
        if (vip.Transport != VrrpTransport.Unicast || Selection.NodesOf(snapshot).Count + datacenters.Sum(datacenter => datacenter.Peers.Count) < 2)
            yield break;
        var families = VirtualRouter.Families(vip);
        for (var index = 0; index < datacenters.Count; index++)
        {
            if (!snapshot.IsOwn(datacenters[index]))
                continue;
            var nodes = snapshot.Nodes.Where(node => NodeSelection.Selects(datacenters[index], node)).OrderBy(node => node.Metadata.Name, StringComparer.Ordinal).ToList();
            foreach (var family in families)
            {
                if (nodes.Find(node => !Has(node, family)) is not { } silent)
                    continue;
                var name = family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
                yield return Findings.Error(
                    $"spec.datacenters[{index}].nodeSelector",
                    $"It selects for {datacenters[index].Name} the node {Findings.Quote(silent.Metadata.Name ?? "")}, which has no InternalIP of {name} for unicast VRRP.",
                    $"Give the node an {name} address, or use {(families.Length > 1 && family == AddressFamily.InterNetworkV6 ? "dualStack: OneRouter" : "transport: Multicast")}.");
                break;
            }
        }
    }

    private static bool Has(V1Node node, AddressFamily family) => NodeAddresses.InternalOf(node).Any(address => address.AddressFamily == family);
}
