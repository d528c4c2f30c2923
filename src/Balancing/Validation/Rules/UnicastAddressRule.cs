using System.Net;
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
        var addresses = VirtualRouter.Addresses(vip).ToList();
        // a node alone has nobody to speak to
        if (vip.Transport != VrrpTransport.Unicast || addresses.Count == 0 || Selection.NodesOf(snapshot.Balancer, snapshot.Nodes).Count < 2)
            yield break;
        var (family, name) = addresses.TrueForAll(address => address.Value.IsIPv6) ? (AddressFamily.InterNetworkV6, "IPv6") : (AddressFamily.InterNetwork, "IPv4");
        for (var index = 0; index < datacenters.Count; index++)
        {
            var selected = Selection.NodesOf(datacenters[index], snapshot.Nodes);
            var silent = selected.FirstOrDefault(node => !snapshot.Nodes.Any(other => other.Metadata.Name == node && Has(other, family)));
            if (silent is not null)
            {
                yield return Findings.Error(
                    $"spec.datacenters[{index}].nodeSelector",
                    $"It selects for {datacenters[index].Name} the node {Findings.Quote(silent)}, which has no InternalIP of {name} for unicast VRRP.",
                    $"Give the node an {name} address, or use the transport Multicast.");
            }
        }
    }

    private static bool Has(V1Node node, AddressFamily family) => node.Status?.Addresses?.Any(address =>
        address.Type == "InternalIP" && IPAddress.TryParse(address.Address, out var parsed) && parsed.AddressFamily == family) == true;
}
