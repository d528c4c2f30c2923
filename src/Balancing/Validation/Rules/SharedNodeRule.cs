using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Balancers on one node do not listen on one port: two haproxys that do silently split each other's connections.</summary>
/// <remarks>Their own parts' ports on 127.0.0.1 follow from the router id, which <see cref="SharedNetworkRule"/> keeps apart.</remarks>
public sealed class SharedNodeRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var nodes = Selection.Own(snapshot);
        var own = Listeners(snapshot.Balancer.Spec).ToList();
        return OtherBalancers.Before(snapshot, other => own.Exists(listener => IsTaken(listener, other)) && OtherBalancers.SharedNode(snapshot, nodes, other) is not null)
            .SelectMany(other => own.Where(listener => IsTaken(listener, other)).Select(listener => Findings.Error(
                listener.Path,
                $"{listener.Port} is also a port of {other.Name} on node {OtherBalancers.SharedNode(snapshot, nodes, other)}, and one of them listens on every address.",
                "Write another port, or bind: Addresses in both.")));
    }

    /// <summary>What listens on the node beside the services counts as listening everywhere: with a password or for other machines it does.</summary>
    internal static IEnumerable<(string Path, int Port, bool Everywhere)> Listeners(ExchangeBalancerSpec spec)
    {
        var everywhere = spec.Vip.Bind == BindMode.Wildcard;
        if (spec.Services.Count == 0)
            yield return ("spec.services", 443, everywhere);
        for (var index = 0; index < spec.Services.Count; index++)
            yield return ($"spec.services[{index}].port", spec.Services[index].Port, everywhere);
        foreach (var (path, port) in PortRule.NodePorts(spec))
            yield return (path, port, true);
    }

    /// <summary>On addresses of their own, balancers may have the same ports.</summary>
    private static bool IsTaken((string Path, int Port, bool Everywhere) own, OtherBalancer other)
    {
        foreach (var (port, everywhere) in other.Listeners)
        {
            if (port == own.Port && (everywhere || own.Everywhere))
                return true;
        }
        return false;
    }
}
