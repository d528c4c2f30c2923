using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The version of VRRP that a virtual address uses.</summary>
public static class VrrpVersions
{
    /// <summary>The one asked for; else 2, which counts its interval in whole seconds (RFC 3768, 5.3.7) and has no IPv6, where that is enough.</summary>
    public static int Of(VipSpec vip, IEnumerable<IPNetworkAddress> addresses) =>
        vip.VrrpVersion ?? (vip.AdvertisementInterval.Milliseconds % 1000 == 0 && !addresses.Any(address => address.IsIPv6) ? 2 : 3);
}
