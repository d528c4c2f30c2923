using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The interface leads to other machines.</summary>
public sealed class InterfaceRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Datacenters
        .Select((datacenter, index) => (datacenter.Interface, Path: $"spec.datacenters[{index}].interface"))
        .Where(entry => entry.Interface == "lo")
        .Select(entry => Findings.Error(entry.Path, "lo reaches no other node.", "Write the interface of the nodes' network, as eth0 or ens160."));
}
