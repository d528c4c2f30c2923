using System.Collections.Immutable;
using System.Globalization;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Operator.Input;

/// <summary>
/// The nodes of an input that holds none: one for each different node selector, with exactly its labels. What selects such a node selects every
/// node of that datacenter, so datacenters that share nodes are found as in a cluster.
/// </summary>
internal static class MadeUpNodes
{
    public static ImmutableArray<V1Node> For(IEnumerable<ExchangeBalancer> balancers)
    {
        var nodes = ImmutableArray.CreateBuilder<V1Node>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var datacenter in balancers.SelectMany(balancer => balancer.Spec.Datacenters).Where(datacenter => datacenter is { Name.Length: > 0, NodeSelector.Count: > 0 }))
        {
            if (nodes.Any(node => AreEqual(node.Metadata.Labels!, datacenter.NodeSelector)))
                continue;
            var name = $"node-{datacenter.Name}";
            for (var number = 2; !names.Add(name); number++)
                name = string.Create(CultureInfo.InvariantCulture, $"node-{datacenter.Name}-{number}");
            nodes.Add(Node(name, datacenter.NodeSelector, nodes.Count + 1));
        }
        return nodes.ToImmutable();
    }

    /// <summary>With addresses that documentation has for itself (RFC 5737, RFC 3849): unicast VRRP needs some.</summary>
    private static V1Node Node(string name, Dictionary<string, string> labels, int number) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string>(labels, StringComparer.Ordinal) },
        Status = new V1NodeStatus
        {
            Addresses =
            [
                new V1NodeAddress { Type = "InternalIP", Address = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{((number - 1) % 254) + 1}") },
                new V1NodeAddress { Type = "InternalIP", Address = string.Create(CultureInfo.InvariantCulture, $"2001:db8::{number:x}") },
            ],
        },
    };

    private static bool AreEqual(IDictionary<string, string> left, Dictionary<string, string> right) =>
        left.Count == right.Count && right.All(pair => left.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
