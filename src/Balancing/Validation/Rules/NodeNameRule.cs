using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The names of the BalancerNodes are no longer than Kubernetes allows.</summary>
public sealed class NodeNameRule : IRule
{
    private const int Longest = 253;

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var balancer = snapshot.Balancer;
        var node = Selection.NodesOf(snapshot).MaxBy(name => name.Length) ?? "";
        var name = Names.BalancerNode(balancer.Metadata.Name!, node);
        if (name.Length > Longest)
            yield return Findings.Error("metadata.name", $"The name of a BalancerNode, made of it and the node's name {Findings.Quote(node)}, has {name.Length} characters.", $"Shorten the balancer's name by {name.Length - Longest}.");
    }
}
