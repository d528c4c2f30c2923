using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>No two balancers of the cluster have one address, and none that share a node or a network have one router id: each would take the other's advertisements for its own.</summary>
public sealed class SharedNetworkRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var taken = snapshot.OtherBalancers.Where(other => other.Spec?.Vip?.Addresses is not null).Select(other => VirtualRouter.RouterId(other.Spec.Vip)).OfType<int>().ToHashSet();
        return OtherBalancers.Before(snapshot).SelectMany(other => CheckRouterId(snapshot, other, taken).Concat(CheckAddresses(snapshot.Balancer.Spec.Vip, other)));
    }

    private static IEnumerable<Finding> CheckRouterId(ClusterSnapshot snapshot, ExchangeBalancer other, HashSet<int> taken)
    {
        var vip = snapshot.Balancer.Spec.Vip;
        if (VirtualRouter.RouterId(vip) is not { } id || id != VirtualRouter.RouterId(other.Spec.Vip))
            yield break;
        var where = OtherBalancers.SharedNode(snapshot, other) is { } node ? $"on node {node}" : SharedNetwork(vip, other.Spec.Vip) is { } network ? $"in the network {network}" : null;
        if (where is null)
            yield break;
        var free = Enumerable.Range(id, 255).Select(candidate => (candidate % 255) + 1).FirstOrDefault(candidate => !taken.Contains(candidate));
        yield return Findings.Error(
            "spec.vip.virtualRouterID",
            $"{id} is also the router id of {NamespacedName.Of(other)} {where}.",
            free == 0 ? "Use other nodes: every router id is taken." : $"Write a free one, as {free}.");
    }

    private static IEnumerable<Finding> CheckAddresses(VipSpec vip, ExchangeBalancer other)
    {
        var addresses = VirtualRouter.Addresses(other.Spec.Vip).Select(address => address.Value.Address).ToHashSet();
        return VirtualRouter.Addresses(vip)
            .Where(address => addresses.Contains(address.Value.Address))
            .Select(address => Findings.Error($"spec.vip.addresses[{address.Index}]", $"{address.Value.Address} is also an address of {NamespacedName.Of(other)}.", "Write an address of its own."));
    }

    /// <summary>Routers in one network hear each other's multicast; by unicast only those that are named do.</summary>
    private static IPNetworkAddress? SharedNetwork(VipSpec vip, VipSpec other)
    {
        if (vip.Transport == VrrpTransport.Unicast || other.Transport == VrrpTransport.Unicast)
            return null;
        var others = VirtualRouter.Addresses(other).Select(address => address.Value).ToList();
        return VirtualRouter.Addresses(vip).Select(address => address.Value)
            .Where(address => others.Exists(candidate => address.Contains(candidate.Address) || candidate.Contains(address.Address)))
            .Select(address => (IPNetworkAddress?)address.Network)
            .FirstOrDefault();
    }
}
