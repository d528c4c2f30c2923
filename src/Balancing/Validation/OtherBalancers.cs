using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation.Rules;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Validation;

/// <summary>The other balancers of a cluster as rules look at them.</summary>
internal static class OtherBalancers
{
    /// <summary>Those that the balancer gives way to, by name; one that cannot be read takes nothing from anybody.</summary>
    public static IEnumerable<ExchangeBalancer> Before(ClusterSnapshot snapshot) => snapshot.OtherBalancers
        .Where(other => NamespacedName.Of(other) != NamespacedName.Of(snapshot.Balancer))
        .Where(other => !PresenceRule.Check(other).Any() && Precedence.Yields(snapshot.Balancer, other))
        .OrderBy(other => NamespacedName.Of(other).ToString(), StringComparer.Ordinal);

    /// <summary>The first node, by name, that both have; null when they share none.</summary>
    public static string? SharedNode(ClusterSnapshot snapshot, ExchangeBalancer other) =>
        Selection.NodesOf(snapshot.Balancer, snapshot.Nodes).FirstOrDefault(Selection.NodesOf(other, snapshot.Nodes).Contains);
}
