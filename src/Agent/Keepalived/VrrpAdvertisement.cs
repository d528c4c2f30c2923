using System.Runtime.InteropServices;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>A VRRP advertisement, version 2 or 3.</summary>
/// <param name="Priority">0: the master resigns.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VrrpAdvertisement(int RouterId, int Priority)
{
    /// <param name="packet">The VRRP message, without an IP header.</param>
    public static VrrpAdvertisement? TryParse(ReadOnlySpan<byte> packet) =>
        packet.Length >= 8 && packet[0] is 0x21 or 0x31 ? new(packet[1], packet[2]) : null;

    /// <param name="packet">As an IPv4 raw socket gives it: with the IP header.</param>
    public static VrrpAdvertisement? TryParseIPv4(ReadOnlySpan<byte> packet)
    {
        var header = packet.Length > 0 ? (packet[0] & 0x0F) * 4 : 0;
        return header >= 20 && packet.Length > header ? TryParse(packet[header..]) : null;
    }
}
