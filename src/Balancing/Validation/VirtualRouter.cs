using System.Collections.Immutable;
using System.Net.Sockets;
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

    /// <summary><see cref="IsVersion3"/>'s opposite in CEL, of <c>self</c>, a <see cref="VipSpec"/>.</summary>
    public const string IsVersion2Cel = "(has(self.vrrpVersion) ? self.vrrpVersion == 2 : duration(self.advertisementInterval).getMilliseconds() % 1000 == 0 && !self.addresses.exists(address, address.contains(':')))";

    /// <summary>The version of the IPv4 router; where there is none, of the IPv6 one.</summary>
    public static bool IsVersion3(VipSpec vip) => VrrpVersions.Of(vip, Addresses(vip).Select(address => address.Value)) == 3;

    /// <summary>The families that advertisements travel by, the one that decides first.</summary>
    public static ImmutableArray<AddressFamily> Families(VipSpec vip)
    {
        var addresses = Addresses(vip).Select(address => address.Value).ToList();
        var (four, six) = (addresses.Exists(address => !address.IsIPv6), addresses.Exists(address => address.IsIPv6));
        return four
            ? six && vip.DualStack == DualStackMode.SyncGroup ? [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6] : [AddressFamily.InterNetwork]
            : six ? [AddressFamily.InterNetworkV6] : [];
    }

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
