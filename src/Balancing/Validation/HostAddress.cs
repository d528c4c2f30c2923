using System.Net;

namespace ExchangeHA.Balancing.Validation;

/// <summary>Whether an address can be that of one host among others (RFC 6890).</summary>
internal static class HostAddress
{
    /// <summary>What the address is instead; null when a host can have it.</summary>
    public static string? WhyUnfit(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (IPAddress.IsLoopback(address))
            return "a loopback address";
        if (bytes.All(part => part == 0))
            return "the unspecified address";
        if (bytes.Length == 16 ? address.IsIPv6Multicast : bytes[0] is >= 224 and < 240)
            return "a multicast address";
        // a link-local one is nothing without the name of an interface, which stands nowhere here
        if (address.IsIPv6LinkLocal)
            return "a link-local address";
        return bytes.All(part => part == 255) ? "the broadcast address" : null;
    }
}
