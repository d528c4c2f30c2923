using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Node selectors name labels that a node can have; the schema cannot bound a map's keys.</summary>
public sealed class NodeSelectorRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Datacenters
        .SelectMany((datacenter, index) => datacenter.NodeSelector.Keys.Order(StringComparer.Ordinal).Select(key => (Key: key, Path: $"spec.datacenters[{index}].nodeSelector")))
        .Where(entry => !LabelKeys.IsValid(entry.Key))
        .Select(entry => Findings.Error(entry.Path, $"{Findings.Quote(entry.Key)} is no label's key.", "Write one as topology.kubernetes.io/zone."));
}
