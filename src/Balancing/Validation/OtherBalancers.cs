using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Validation;

/// <summary>The other balancers of a cluster as rules look at them.</summary>
internal static class OtherBalancers
{
    /// <summary>Those that the balancer gives way to, by name, among those that are in each other's way; one that cannot be read is in nobody's.</summary>
    public static IEnumerable<OtherBalancer> Before(ClusterSnapshot snapshot, Func<OtherBalancer, bool> collides)
    {
        var key = NamespacedName.Of(snapshot.Balancer);
        return snapshot.OtherBalancers
            .Where(other => other.IsWhole && other.Key != key && collides(other) && Precedence.Yields(snapshot.Balancer, other.Balancer))
            .OrderBy(other => other.Name, StringComparer.Ordinal);
    }

    /// <summary>The first of the balancer's own nodes that the other has too; null when they share none.</summary>
    /// <param name="snapshot">Whose cluster it is: of the other's datacenters those count whose nodes are in it.</param>
    public static string? SharedNode(ClusterSnapshot snapshot, IReadOnlyList<V1Node> own, OtherBalancer other)
    {
        foreach (var node in own)
        {
            if (other.Balancer.Spec.Datacenters.Exists(datacenter => snapshot.IsOwn(datacenter) && NodeSelection.Selects(datacenter, node)))
                return node.Metadata.Name ?? "";
        }
        return null;
    }
}
