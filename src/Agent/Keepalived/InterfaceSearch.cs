using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Finds the interface by the address that it carries: nodes of one datacenter may name theirs differently. Pure.</summary>
/// <param name="Name">Null when none, or more than one, was found.</param>
/// <param name="Problem">Why; null when one was found.</param>
public sealed record InterfaceSearch(string? Name, string? Problem)
{
    /// <summary>The one interface with an address in the network that the file names; a virtual address tells nothing, for it comes and goes.</summary>
    public static InterfaceSearch In(ImmutableArray<NodeInterface> interfaces, IPNetworkAddress network, ImmutableArray<IPNetworkAddress> virtualAddresses)
    {
        var own = virtualAddresses.Select(address => address.Address).ToHashSet();
        var found = interfaces.Where(candidate => candidate.Addresses.Any(address => network.Contains(address.Address) && !own.Contains(address.Address))).ToList();
        return found.Count switch
        {
            1 => new(found[0].Name, null),
            0 => new(null, $"No interface of this node has an address in {network}. It has {string.Join(", ", interfaces)}. Name the interface, or another interfaceNetwork."),
            _ => new(null, $"More than one interface of this node has an address in {network}: {string.Join(", ", found)}. Name the interface, or a smaller interfaceNetwork."),
        };
    }
}
