using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Balancers on one node do not listen on one port: two haproxys that do silently split each other's connections.</summary>
/// <remarks>Their own parts' ports on 127.0.0.1 follow from the router id, which <see cref="SharedNetworkRule"/> keeps apart.</remarks>
public sealed class SharedNodeRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => OtherBalancers.Before(snapshot)
        .Select(other => (Balancer: other, Node: OtherBalancers.SharedNode(snapshot, other)))
        .Where(other => other.Node is not null)
        .SelectMany(other => Check(snapshot.Balancer.Spec, other.Balancer.Spec, $"{NamespacedName.Of(other.Balancer)} on node {other.Node}"));

    private static IEnumerable<Finding> Check(ExchangeBalancerSpec spec, ExchangeBalancerSpec other, string who)
    {
        var listeners = Listeners(other).ToList();
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
