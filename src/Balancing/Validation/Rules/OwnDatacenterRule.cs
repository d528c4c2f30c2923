using System.Net;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The one datacenter that this cluster's operator serves is in the resource, and with unicast it knows the routers of the others, whose nodes are in other clusters.</summary>
public sealed class OwnDatacenterRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        if (snapshot.Datacenter is not { } own)
            yield break;
        var (vip, datacenters) = (snapshot.Balancer.Spec.Vip, snapshot.Balancer.Spec.Datacenters);
        if (!snapshot.OwnDatacenters.Any())
        {
            yield return Findings.Error(
                "spec.datacenters",
                $"None is called {Findings.Quote(own)}, the one that this cluster's operator serves (--datacenter).",
                $"Call one so, or start the operator with one of: {string.Join(", ", datacenters.Select(datacenter => datacenter.Name))}.");
            yield break;
        }

        for (var index = 0; index < datacenters.Count; index++)
        {
            // routers of one family do not hear those of the other
            if (vip.Transport == VrrpTransport.Unicast && !snapshot.IsOwn(datacenters[index]) && VirtualRouter.Families(vip).Any(family => !datacenters[index].Peers.Exists(peer => IPAddress.TryParse(peer, out var address) && address.AddressFamily == family)))
            {
                yield return Findings.Error(
                    $"spec.datacenters[{index}].peers",
                    $"The nodes of {datacenters[index].Name} are in another cluster, and by unicast only routers that are named hear each other: both sides would hold the address.",
                    VirtualRouter.Families(vip).Length > 1 ? "Write the IPv4 and the IPv6 address of each of its nodes." : "Write the address of each of its nodes.");
            }
        }
    }
}
