using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A password only where VRRP has one: version 3 dropped it (RFC 9568, section 9).</summary>
public sealed class VrrpAuthenticationRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var vip = snapshot.Balancer.Spec.Vip;
        if (vip is not { Authentication: not null, AdvertisementInterval.IsValid: true } || !VirtualRouter.IsVersion3(vip))
            yield break;
        var reason = VirtualRouter.Addresses(vip).Any(address => address.Value.IsIPv6) ? "An IPv6 address" : $"The advertisement interval {vip.AdvertisementInterval}";
        yield return Findings.Error("spec.vip.authentication", $"{reason} needs VRRPv3, which has no authentication.", "Leave the password out, or use IPv4 addresses and whole seconds.");
    }
}
