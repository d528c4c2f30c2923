using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Each datacenter selects nodes, and no node belongs to two.</summary>
public sealed class SelectedNodeRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var datacenters = snapshot.Balancer.Spec.Datacenters;
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < datacenters.Count; index++)
        {
            if (!snapshot.IsOwn(datacenters[index]))
                continue;
            var path = $"spec.datacenters[{index}].nodeSelector";
            var nodes = Selection.NodesOf(datacenters[index], snapshot.Nodes);
            // nodes may come later
            if (nodes.Count == 0)
                yield return Findings.Warning(path, "It selects no node.", $"Label the nodes that are to balance for {datacenters[index].Name}.");
            if (nodes.FirstOrDefault(owners.ContainsKey) is { } shared)
                yield return Findings.Error(path, $"It selects the node {Findings.Quote(shared)}, and so does spec.datacenters[{owners[shared]}].nodeSelector.", "Let each node belong to one datacenter.");
            foreach (var node in nodes)
                owners.TryAdd(node, index);
        }
    }
}
