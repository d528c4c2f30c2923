using System.Net;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>No two balancers of the cluster have one address, and none that share a node or a network have one router id: each would take the other's advertisements for its own.</summary>
public sealed class SharedNetworkRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var vip = snapshot.Balancer.Spec.Vip;
        var id = VirtualRouter.RouterId(vip);
        var addresses = VirtualRouter.Addresses(vip).ToList();
        return OtherBalancers.Before(snapshot, other => id is not null && other.RouterId == id || addresses.Exists(address => Has(other, address.Value.Address)))
            .SelectMany(other => CheckRouterId(snapshot, other).Concat(addresses
                .Where(address => Has(other, address.Value.Address))
                .Select(address => Findings.Error($"spec.vip.addresses[{address.Index}]", $"{address.Value.Address} is also an address of {other.Name}.", "Write an address of its own."))));
    }

    private static bool Has(OtherBalancer other, IPAddress address)
    {
        foreach (var candidate in other.Addresses)
        {
            if (candidate.Address.Equals(address))
                return true;
        }
        return false;
    }

    private static IEnumerable<Finding> CheckRouterId(ClusterSnapshot snapshot, OtherBalancer other)
    {
        var vip = snapshot.Balancer.Spec.Vip;
        if (VirtualRouter.RouterId(vip) is not { } id || id != other.RouterId)
            yield break;
        var where = OtherBalancers.SharedNode(snapshot, Selection.Own(snapshot), other) is { } node ? $"on node {node}" : SharedNetwork(vip, other) is { } network ? $"in the network {network}" : null;
        if (where is null)
            yield break;
        var taken = snapshot.OtherBalancers.Select(candidate => candidate.RouterId).OfType<int>().ToHashSet();
        var free = Enumerable.Range(id, 255).Select(candidate => (candidate % 255) + 1).FirstOrDefault(candidate => !taken.Contains(candidate));
        yield return Findings.Error(
            "spec.vip.virtualRouterID",
            $"{id} is also the router id of {other.Name} {where}.",
            free == 0 ? "Use other nodes: every router id is taken." : $"Write a free one, as {free}.");
    }

    /// <summary>Routers in one network hear each other's multicast; by unicast only those that are named do.</summary>
    private static IPNetworkAddress? SharedNetwork(VipSpec vip, OtherBalancer other)
    {
        if (vip.Transport == VrrpTransport.Unicast || other.Balancer.Spec.Vip.Transport == VrrpTransport.Unicast)
            return null;
        return VirtualRouter.Addresses(vip).Select(address => address.Value)
            .Where(address => other.Addresses.Any(candidate => address.Contains(candidate.Address) || candidate.Contains(address.Address)))
            .Select(address => (IPNetworkAddress?)address.Network)
            .FirstOrDefault();
    }
}
