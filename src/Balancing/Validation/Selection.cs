using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Validation;

/// <summary>Which nodes a balancer's datacenters select.</summary>
internal static class Selection
{
    /// <summary>The names of the nodes, sorted.</summary>
    public static SortedSet<string> NodesOf(DatacenterSpec datacenter, IEnumerable<V1Node> nodes) =>
        new(nodes.Where(node => Selects(datacenter, node)).Select(node => node.Metadata.Name ?? ""), StringComparer.Ordinal);

    public static SortedSet<string> NodesOf(ExchangeBalancer balancer, IReadOnlyCollection<V1Node> nodes) =>
        new(balancer.Spec.Datacenters.SelectMany(datacenter => NodesOf(datacenter, nodes)), StringComparer.Ordinal);

    public static bool Selects(DatacenterSpec datacenter, V1Node node) =>
        datacenter.NodeSelector.Count > 0
        && datacenter.NodeSelector.All(wanted => node.Metadata.Labels is { } labels && labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value);
}
