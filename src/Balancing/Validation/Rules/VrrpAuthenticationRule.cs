using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A password only where VRRP has one: version 3 dropped it (RFC 9568, section 9).</summary>
[Cel(typeof(VipSpec), null, $"!has(self.authentication) || {VirtualRouter.IsVersion2Cel}", "authentication is only in VRRPv2: leave it out, or use IPv4 addresses, whole seconds, vrrpVersion: 2 or none.")]
public sealed class VrrpAuthenticationRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var vip = snapshot.Balancer.Spec.Vip;
        if (vip is { Authentication: not null, AdvertisementInterval.IsValid: true } && VirtualRouter.IsVersion3(vip))
            yield return Findings.Error("spec.vip.authentication", $"{Reason(vip)} needs VRRPv3, which has no authentication.", "Leave the password out, or use VRRPv2: IPv4 addresses, whole seconds, vrrpVersion: 2 or none.");
    }

    private static string Reason(VipSpec vip) =>
        vip.VrrpVersion is { } version ? $"vrrpVersion {version}"
        : VirtualRouter.Addresses(vip).Any(address => address.Value.IsIPv6) ? "An IPv6 address"
        : $"The advertisement interval {vip.AdvertisementInterval}";
}
