using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>No other balancer's objects have the same names: datacenter <c>a-b</c> of <c>mail</c> and datacenter <c>b</c> of <c>mail-a</c> would take each other's.</summary>
public sealed class ObjectNameConflictRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var balancer = snapshot.Balancer;
        var own = ObjectsOf(balancer, snapshot.Nodes);
        return OtherBalancers.Before(snapshot, other => other.Key.Namespace == NamespacedName.Of(balancer).Namespace && MayShare(own, other.Key.Name))
            .Select(other => (other.Name, Shared: ObjectsOf(other.Balancer, snapshot.Nodes).FirstOrDefault(own.Contains)))
            .Where(entry => entry.Shared is not null)
            .Select(entry => Findings.Error("metadata.name", $"{Findings.Quote(entry.Shared!)} would be an object of the balancer {entry.Name} too.", "Give the balancer another name."));
    }

    // every object's name begins with its balancer's: only where one of our own does too, the nodes of the other need to be looked for
    private static bool MayShare(SortedSet<string> own, string other)
    {
        foreach (var name in own)
        {
            if (name.Length > other.Length && name[other.Length] == '-' && name.StartsWith(other, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static SortedSet<string> ObjectsOf(ExchangeBalancer balancer, IReadOnlyCollection<V1Node> nodes) => new(
        [
            .. balancer.Spec.Datacenters.Select(datacenter => Names.Daemon(balancer.Metadata.Name!, datacenter.Name, Names.Haproxy)),
            .. Selection.NodesOf(balancer, nodes).Select(node => Names.BalancerNode(balancer.Metadata.Name!, node)),
        ],
        StringComparer.Ordinal);
}
