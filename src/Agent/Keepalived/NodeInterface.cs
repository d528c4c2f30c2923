using System.Collections.Immutable;
using System.Net.NetworkInformation;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>A network interface of this node, with its addresses.</summary>
public sealed record NodeInterface(string Name, ImmutableArray<IPNetworkAddress> Addresses)
{
    /// <summary>As they are now, without the loopback interface.</summary>
    public static ImmutableArray<NodeInterface> All() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(card => new NodeInterface(card.Name, [.. card.GetIPProperties().UnicastAddresses.Select(entry => new IPNetworkAddress(LocalAddresses.WithoutScope(entry.Address), entry.PrefixLength))])),
    ];

    public override string ToString() => $"{Name} ({(Addresses.IsEmpty ? "no address" : string.Join(", ", Addresses))})";
}
