using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The interface leads to other machines, and is either named or told by one network.</summary>
[Cel(typeof(DatacenterSpec), nameof(DatacenterSpec.Interface), "self != 'lo'", "lo reaches no other node: write the interface of the nodes' network, as eth0 or ens160.")]
[Cel(typeof(DatacenterSpec), null, "!has(self.interface) || !has(self.interfaceNetwork)", "Leave one of interface and interfaceNetwork out.")]
[Cel(typeof(DatacenterSpec), nameof(DatacenterSpec.InterfaceNetwork), $"({CelAddress.IsAddressWithLength}) && !self.matches('/0+$')", "Write a network as 192.0.2.0/24 or 2001:db8::/64.")]
[Cel(typeof(DatacenterSpec), nameof(DatacenterSpec.InterfaceNetwork), CelAddress.IsNetwork, "Write the first address of the network, as 192.0.2.0/24.")]
[Cel(typeof(ExchangeBalancerSpec), null, "self.datacenters.all(datacenter, has(datacenter.interface) || has(datacenter.interfaceNetwork)) || self.vip.addresses.exists(address, address.contains('/') && int(address.split('/')[1]) < (address.contains(':') ? 128 : 32))", "Name each interface, or write interfaceNetwork, or a virtual address as 192.0.2.10/24, by which nodes would find it.")]
public sealed class InterfaceRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var addresses = VirtualRouter.Addresses(snapshot.Balancer.Spec.Vip).Select(address => address.Value).ToList();
        return snapshot.Balancer.Spec.Datacenters.SelectMany((datacenter, index) => Check(datacenter, $"spec.datacenters[{index}]", addresses));
    }

    private static IEnumerable<Finding> Check(DatacenterSpec datacenter, string path, List<IPNetworkAddress> addresses)
    {
        if (datacenter.Interface == "lo")
            yield return Findings.Error($"{path}.interface", "lo reaches no other node.", "Write the interface of the nodes' network, as eth0 or ens160.");
        if (datacenter.InterfaceNetwork is { } network)
        {
            if (datacenter.Interface is not null)
                yield return Findings.Error($"{path}.interfaceNetwork", "The interface is named already.", "Leave one of interface and interfaceNetwork out.");
            else if (!IPNetworkAddress.TryParse(network, out var parsed) || parsed.PrefixLength == 0)
                yield return Findings.Error($"{path}.interfaceNetwork", $"{Findings.Quote(network)} is no network.", "Write one as 192.0.2.0/24 or 2001:db8::/64.");
            else if (parsed != parsed.Network)
                yield return Findings.Error($"{path}.interfaceNetwork", $"{network} is an address in a network, not the network.", $"Write {parsed.Network}.");
        }
        // with addresses that cannot be read nothing more can be said
        else if (datacenter.Interface is null && addresses.Count > 0 && InterfaceNetworks.Of(datacenter, addresses) is null)
        {
            yield return Findings.Error(
                $"{path}.interface",
                "It is missing, and no virtual address is written with the length of its network, by which nodes would find their interface.",
                "Name the interface, or write interfaceNetwork, or an address as 192.0.2.10/24.");
        }
    }
}
