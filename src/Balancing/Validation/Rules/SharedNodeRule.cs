using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Balancers on one node share neither router id nor address nor port: two haproxys that listen on one port silently split each other's connections.</summary>
public sealed class SharedNodeRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var nodes = Selection.NodesOf(snapshot.Balancer, snapshot.Nodes);
        var others = OtherBalancers.Before(snapshot)
            .Select(other => (Balancer: other, Node: Selection.NodesOf(other, snapshot.Nodes).FirstOrDefault(nodes.Contains)))
            .Where(entry => entry.Node is not null)
            .ToList();
        var taken = snapshot.OtherBalancers.Where(other => other.Spec?.Vip?.Addresses is not null).Select(other => VirtualRouter.RouterId(other.Spec.Vip)).OfType<int>().ToHashSet();
        return others.SelectMany(other => Check(snapshot.Balancer.Spec, other.Balancer, $"{NamespacedName.Of(other.Balancer)} on node {other.Node}", taken));
    }

    private static IEnumerable<Finding> Check(ExchangeBalancerSpec spec, ExchangeBalancer other, string who, HashSet<int> taken)
    {
        if (VirtualRouter.RouterId(spec.Vip) is { } id && id == VirtualRouter.RouterId(other.Spec.Vip))
        {
            var free = Enumerable.Range(id, 255).Select(candidate => (candidate % 255) + 1).FirstOrDefault(candidate => !taken.Contains(candidate));
            yield return Findings.Error("spec.vip.virtualRouterID", $"{id} is also the router id of {who}.", free == 0 ? "Use other nodes: every router id is taken." : $"Write a free one, as {free}.");
        }

        var addresses = VirtualRouter.Addresses(other.Spec.Vip).Select(address => address.Value.Address).ToHashSet();
        foreach (var (index, address) in VirtualRouter.Addresses(spec.Vip).Where(address => addresses.Contains(address.Value.Address)))
            yield return Findings.Error($"spec.vip.addresses[{index}]", $"{address.Address} is also an address of {who}.", "Write an address of its own.");

        var listeners = Listeners(other.Spec).ToList();
        foreach (var (path, port, everywhere) in Listeners(spec))
        {
            // on addresses of their own, balancers may have the same ports
            if (listeners.Exists(listener => listener.Port == port && (listener.Everywhere || everywhere)))
                yield return Findings.Error(path, $"{port} is also a port of {who}, and one of them listens on every address.", "Write another port, or bind: Addresses in both.");
        }
    }

    /// <summary>What listens on the node beside the services counts as listening everywhere: with a password or for other machines it does.</summary>
    private static IEnumerable<(string Path, int Port, bool Everywhere)> Listeners(ExchangeBalancerSpec spec)
    {
        var everywhere = spec.Vip.Bind == BindMode.Wildcard;
        if (spec.Services.Count == 0)
            yield return ("spec.services", 443, everywhere);
        for (var index = 0; index < spec.Services.Count; index++)
            yield return ($"spec.services[{index}].port", spec.Services[index].Port, everywhere);
        foreach (var (path, port) in PortRule.NodePorts(spec))
            yield return (path, port, true);
    }
}
