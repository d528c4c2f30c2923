using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>Says which virtual addresses lie outside the networks of the interface that is to carry them. Pure.</summary>
/// <remarks>No refusal: an address that a router leads here by a route of its own need not lie in one.</remarks>
public static class AddressWarning
{
    /// <summary>Null when there is nothing to say.</summary>
    public static string? For(ImmutableArray<IPNetworkAddress> virtualAddresses, string? interfaceName, ImmutableArray<NodeInterface> interfaces)
    {
        if (interfaces.FirstOrDefault(candidate => candidate.Name == interfaceName) is not { } carrier)
            return null;
        var virtuals = virtualAddresses.Select(address => address.Address).ToHashSet();
        var own = carrier with { Addresses = [.. carrier.Addresses.Where(address => !virtuals.Contains(address.Address))] };
        var outside = virtualAddresses.Where(address => !own.Addresses.Any(candidate => candidate.Contains(address.Address))).ToList();
        return outside.Count == 0
            ? null
            : $"{string.Join(", ", outside)} {(outside.Count == 1 ? "lies" : "lie")} in no network of {own}: no neighbour there looks for it, so only a route of its own leads to it.";
    }
}
