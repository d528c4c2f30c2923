using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>No virtual address is a node's own: keepalived takes it off every node that does not hold it.</summary>
public sealed class NodeAddressRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var addresses = snapshot.Balancer.Spec.Vip.Addresses;
        for (var index = 0; index < addresses.Count; index++)
        {
            if (!IPNetworkAddress.TryParse(addresses[index], out var address))
                continue;
            var owner = snapshot.Nodes
                .Where(node => NodeAddresses.Of(node).Contains(address.Address))
                .Select(node => node.Metadata.Name ?? "").Order(StringComparer.Ordinal).FirstOrDefault();
            if (owner is not null)
                yield return Findings.Error($"spec.vip.addresses[{index}]", $"{address.Address} is the own address of the node {Findings.Quote(owner)}, which would lose it.", "Write a free address of the nodes' network.");
        }
    }
}
