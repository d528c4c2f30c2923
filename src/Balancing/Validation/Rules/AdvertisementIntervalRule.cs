using System.Net.Sockets;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The advertisement interval fits its field in the packet: 8 bits of seconds in VRRPv2 (RFC 3768, 5.3.7), 12 bits of 10 ms in VRRPv3 (RFC 9568, 5.2.7).</summary>
[Cel(typeof(VipSpec), null, CelRouter, "Write an advertisementInterval that the version of VRRP carries: 2 carries 1s to 255s in whole seconds, 3 carries 10ms to 40950ms in steps of 10ms.")]
public sealed class AdvertisementIntervalRule : IRule
{
    // IPv6 addresses that have a router of their own always use version 3
    private const string CelRouter = $"[duration(self.advertisementInterval).getMilliseconds()].all(time, time > 0"
        + $" && (!({VirtualRouter.IsVersion2Cel}) || time % 1000 == 0 && time <= 255000)"
        + $" && ({VirtualRouter.IsVersion2Cel} && !(self.dualStack == 'SyncGroup' && self.addresses.exists(address, address.contains(':'))) || time % 10 == 0 && time <= 40950))";

    private const string Path = "spec.vip.advertisementInterval";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var vip = snapshot.Balancer.Spec.Vip;
        var interval = vip.AdvertisementInterval;
        var version2 = !VirtualRouter.IsVersion3(vip);
        var version3 = !version2 || VirtualRouter.Families(vip).Contains(AddressFamily.InterNetworkV6);
        if (!interval.IsValid)
            yield break;
        if (interval.Milliseconds == 0)
            yield return Findings.Error(Path, $"{interval} is no interval.", "Write 10ms to 40950ms in steps of 10ms, or whole seconds.");
        else if (version3 && (interval.Milliseconds % 10 != 0 || interval.Milliseconds > 40_950))
            yield return Findings.Error(Path, $"VRRPv3 (asked for, or for an IPv6 address, or for no whole seconds) cannot carry {interval}.", "Write 10ms to 40950ms in steps of 10ms.");
        else if (version2 && (interval.Milliseconds % 1000 != 0 || interval.Milliseconds > 255_000))
            yield return Findings.Error(Path, $"VRRPv2 cannot carry {interval}.", "Write 1s to 255s in whole seconds, or vrrpVersion: 3.");
    }
}
