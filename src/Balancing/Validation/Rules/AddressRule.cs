using System.Buffers.Binary;
using System.Net;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Each virtual address can be held by a host, and stands there once.</summary>
public sealed class AddressRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var seen = new Dictionary<IPAddress, string>();
        for (var index = 0; index < snapshot.Balancer.Spec.Vip.Addresses.Count; index++)
        {
            var (path, text) = ($"spec.vip.addresses[{index}]", snapshot.Balancer.Spec.Vip.Addresses[index]);
            if (!IPNetworkAddress.TryParse(text, out var address))
                yield return Findings.Error(path, $"{Findings.Quote(text)} is no IP address.", "Write one as 192.0.2.10/24 or 2001:db8::10/64.");
            else if (Unfit(address) is { } reason)
                yield return Findings.Error(path, $"{text} is {reason}.", "Write a free address of the network of the nodes' interfaces.");
            else if (!seen.TryAdd(address.Address, path))
                yield return Findings.Error(path, $"{address.Address} is also {seen[address.Address]}.", "Write each address once.");
        }
    }

    private static string? Unfit(IPNetworkAddress address)
    {
        var bytes = address.Address.GetAddressBytes();
        if (IPAddress.IsLoopback(address.Address))
            return "a loopback address";
        if (bytes.All(part => part == 0))
            return "the unspecified address";
        if (address.IsIPv6 ? address.Address.IsIPv6Multicast : bytes[0] is >= 224 and < 240)
            return "a multicast address";
        if (bytes.All(part => part == 255))
            return "the broadcast address";
        if (address.PrefixLength == 0)
            return "on a network of prefix length 0, which is all networks";
        // two-address networks (RFC 3021) and single hosts have neither
        var hostBits = (bytes.Length * 8) - address.PrefixLength;
        if (address.IsIPv6 || hostBits < 2)
            return null;
        var host = BinaryPrimitives.ReadUInt32BigEndian(bytes) & ((1u << hostBits) - 1);
        return host == 0 ? "the address of a network, not of a host" : host == (1u << hostBits) - 1 ? "the broadcast address of its network" : null;
    }
}
