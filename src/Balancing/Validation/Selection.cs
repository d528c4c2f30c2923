using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Validation;

/// <summary>Which nodes a balancer's datacenters select.</summary>
internal static class Selection
{
    /// <summary>The names of the nodes, sorted.</summary>
    public static SortedSet<string> NodesOf(DatacenterSpec datacenter, IEnumerable<V1Node> nodes) =>
        new(nodes.Where(node => NodeSelection.Selects(datacenter, node)).Select(node => node.Metadata.Name ?? ""), StringComparer.Ordinal);

    /// <summary>The names of the nodes of the datacenters that are in this cluster, sorted.</summary>
    public static SortedSet<string> NodesOf(ClusterSnapshot snapshot) => new(Own(snapshot).Select(node => node.Metadata.Name ?? ""), StringComparer.Ordinal);

    public static SortedSet<string> NodesOf(ExchangeBalancer balancer, IEnumerable<V1Node> nodes) =>
        new(nodes.Where(node => NodeSelection.Selects(balancer.Spec, node)).Select(node => node.Metadata.Name ?? ""), StringComparer.Ordinal);

    /// <summary>The balancer's own nodes, by name.</summary>
    public static ImmutableArray<V1Node> Own(ClusterSnapshot snapshot) =>
        [.. snapshot.Nodes.Where(node => snapshot.OwnDatacenters.Any(datacenter => NodeSelection.Selects(datacenter, node))).OrderBy(node => node.Metadata.Name ?? "", StringComparer.Ordinal)];
}
