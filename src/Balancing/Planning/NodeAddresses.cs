using System.Collections.Immutable;
using System.Net;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The addresses that Kubernetes knows of a node; what is no address, as a host name, is left out.</summary>
public static class NodeAddresses
{
    /// <summary>All of them, InternalIP, ExternalIP and whatever else.</summary>
    public static ImmutableArray<IPAddress> Of(V1Node node) => Parse(node.Status?.Addresses ?? []);

    /// <summary>Those by which the nodes of a cluster reach each other.</summary>
    public static ImmutableArray<IPAddress> InternalOf(V1Node node) => Parse((node.Status?.Addresses ?? []).Where(address => address.Type == "InternalIP"));

    private static ImmutableArray<IPAddress> Parse(IEnumerable<V1NodeAddress> addresses) =>
        [.. addresses.Select(address => IPAddress.TryParse(address.Address, out var parsed) ? parsed : null).OfType<IPAddress>()];
}
