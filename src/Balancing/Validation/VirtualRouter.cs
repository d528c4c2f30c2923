using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation;

/// <summary>What VRRP makes of a <see cref="VipSpec"/>.</summary>
internal static class VirtualRouter
{
    /// <summary>Those of the addresses that can be read, with their places.</summary>
    public static IEnumerable<(int Index, IPNetworkAddress Value)> Addresses(VipSpec vip)
    {
        for (var index = 0; index < vip.Addresses.Count; index++)
        {
            if (IPNetworkAddress.TryParse(vip.Addresses[index], out var address))
                yield return (index, address);
        }
    }

    /// <summary>VRRPv2 counts whole seconds and has no IPv6 (RFC 3768, section 5.3.7).</summary>
    public static bool IsVersion3(VipSpec vip) => vip.AdvertisementInterval.Milliseconds % 1000 != 0 || Addresses(vip).Any(address => address.Value.IsIPv6);

    /// <summary>Null when neither a number nor an address can be read.</summary>
    public static int? RouterId(VipSpec vip)
    {
        if (vip.VirtualRouterID is { } id)
            return id;
        foreach (var (_, address) in Addresses(vip))
            return RouterIds.Default(address);
        return null;
    }
}
