using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ExchangeHA.Balancing.Planning;

/// <summary>An address with the length of its network's prefix, in canonical form.</summary>
public readonly record struct IPNetworkAddress(IPAddress Address, int PrefixLength)
{
    public bool IsIPv6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>Whether its network holds this one address alone.</summary>
    public bool IsSingleHost => PrefixLength == (IsIPv6 ? 128 : 32);

    /// <summary>The address of its network, with the same length.</summary>
    public IPNetworkAddress Network
    {
        get
        {
            var bytes = Address.GetAddressBytes();
            for (var index = 0; index < bytes.Length; index++)
                bytes[index] &= (byte)(0xFF00 >> Math.Clamp(PrefixLength - (8 * index), 0, 8));
            return new IPNetworkAddress(new IPAddress(bytes), PrefixLength);
        }
    }

    /// <summary>Whether its network holds an address.</summary>
    public bool Contains(IPAddress address) =>
        address.AddressFamily == Address.AddressFamily && new IPNetworkAddress(address, PrefixLength).Network == Network;

    /// <summary>Reads <c>ADDRESS</c> (one host: /32 or /128) or <c>ADDRESS/LENGTH</c>; IPv4 only as four decimal parts without leading zeros.</summary>
    public static bool TryParse(string? text, out IPNetworkAddress value)
    {
        value = default;
        var parts = (text ?? "").Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address))
            return false;
        // IPAddress reads 1.2 as 1.0.0.2 and 010.0.0.1 as octal, and takes a scope id: an administrator means neither
        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        if (isIPv4 && address.ToString() != parts[0] || !isIPv4 && (parts[0].Contains('%') || address.IsIPv4MappedToIPv6))
            return false;
        var bits = isIPv4 ? 32 : 128;
        var length = bits;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
            return false;
        value = new IPNetworkAddress(address, length);
        return true;
    }

    public override string ToString() => $"{Address}/{PrefixLength}";
}
