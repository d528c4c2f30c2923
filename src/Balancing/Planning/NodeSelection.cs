using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Which nodes balance for whom.</summary>
public static class NodeSelection
{
    /// <summary>Whether one of the datacenters selects the node. May be asked of a resource with holes, too: those select nothing.</summary>
    public static bool Selects(ExchangeBalancerSpec? spec, V1Node node)
    {
        foreach (var datacenter in spec?.Datacenters ?? [])
        {
            if (Selects(datacenter, node))
                return true;
        }
        return false;
    }

    /// <summary>Whether the node has every label that the datacenter asks for; one that asks for none selects nothing.</summary>
    /// <remarks>Loops, no LINQ: in a fleet it is asked of every node for every balancer.</remarks>
    public static bool Selects(DatacenterSpec? datacenter, V1Node node)
    {
        if (datacenter?.NodeSelector is not { Count: > 0 } selector || node.Metadata.Labels is not { } labels)
            return false;
        foreach (var wanted in selector)
        {
            if (!labels.TryGetValue(wanted.Key, out var value) || value != wanted.Value)
                return false;
        }
        return true;
    }
}
