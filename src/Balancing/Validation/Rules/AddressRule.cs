using System.Buffers.Binary;
using System.Net;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Each virtual address can be held by a host, and stands there once.</summary>
[Cel(typeof(VipSpec), nameof(VipSpec.Addresses), CelAddress.IsAddressWithLength, "Write an IP address as 192.0.2.10/24 or 2001:db8::10/64.", EachItem = true)]
[Cel(typeof(VipSpec), nameof(VipSpec.Addresses), Unfit, "Write an address that a host can have: none that is loopback, unspecified, multicast, link-local or broadcast, and no network of length 0.", EachItem = true)]
[Cel(typeof(VipSpec), nameof(VipSpec.Addresses), CelAddress.IsHost, "Write the address of a host, neither that of its network nor the broadcast address.", EachItem = true)]
[Cel(typeof(VipSpec), nameof(VipSpec.Addresses), "self.map(address, address.split('/')[0].lowerAscii()).all(address, self.exists_one(other, other.split('/')[0].lowerAscii() == address))", "Write each address once.")]
public sealed class AddressRule : IRule
{
    private const string Unfit = $"{CelAddress.IsFit} && !self.matches('/0+$')";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var seen = new Dictionary<IPAddress, string>();
        for (var index = 0; index < snapshot.Balancer.Spec.Vip.Addresses.Count; index++)
        {
            var (path, text) = ($"spec.vip.addresses[{index}]", snapshot.Balancer.Spec.Vip.Addresses[index]);
            if (!IPNetworkAddress.TryParse(text, out var address))
                yield return Findings.Error(path, $"{Findings.Quote(text)} is no IP address.", "Write one as 192.0.2.10/24 or 2001:db8::10/64.");
            else if (WhyUnfit(address) is { } reason)
                yield return Findings.Error(path, $"{text} is {reason}.", "Write a free address of the network of the nodes' interfaces.");
            else if (!seen.TryAdd(address.Address, path))
                yield return Findings.Error(path, $"{address.Address} is also {seen[address.Address]}.", "Write each address once.");
        }
    }

    private static string? WhyUnfit(IPNetworkAddress address)
    {
        var bytes = address.Address.GetAddressBytes();
        if (HostAddress.WhyUnfit(address.Address) is { } reason)
            return reason;
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
