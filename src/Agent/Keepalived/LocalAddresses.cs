using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>The addresses on this node's interfaces.</summary>
public static class LocalAddresses
{
    public static bool HoldsAny(ImmutableArray<IPNetworkAddress> addresses)
    {
        if (addresses.IsDefaultOrEmpty)
            return false;
        var local = All();
        return addresses.Any(address => local.Contains(address.Address));
    }

    public static ImmutableHashSet<IPAddress> All() =>
        [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(entry => WithoutScope(entry.Address))];

    /// <summary>Takes the addresses off the interfaces; an address that is not there is no error.</summary>
    public static async Task RemoveAsync(ImmutableArray<IPNetworkAddress> addresses, CancellationToken cancellationToken)
    {
        foreach (var card in NetworkInterface.GetAllNetworkInterfaces())
        {
            var held = card.GetIPProperties().UnicastAddresses.Where(entry => addresses.Any(address => address.Address.Equals(WithoutScope(entry.Address))));
            foreach (var entry in held)
                await ProgramRunner.RunAsync("ip", ["address", "delete", $"{WithoutScope(entry.Address)}/{entry.PrefixLength}", "dev", card.Name], TimeSpan.FromSeconds(5), cancellationToken);
        }
    }

    internal static IPAddress WithoutScope(IPAddress address) => address.IsIPv6LinkLocal ? new IPAddress(address.GetAddressBytes()) : address;
}
