using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The advertisement interval fits its field in the packet: 8 bits of seconds in VRRPv2 (RFC 3768, 5.3.7), 12 bits of 10 ms in VRRPv3 (RFC 9568, 5.2.7).</summary>
public sealed class AdvertisementIntervalRule : IRule
{
    private const string Path = "spec.vip.advertisementInterval";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var vip = snapshot.Balancer.Spec.Vip;
        var (interval, version3) = (vip.AdvertisementInterval, VirtualRouter.IsVersion3(vip));
        if (!interval.IsValid)
            yield break;
        if (interval.Milliseconds == 0)
            yield return Findings.Error(Path, $"{interval} is no interval.", "Write 10ms to 40950ms in steps of 10ms, or whole seconds.");
        else if (version3 && (interval.Milliseconds % 10 != 0 || interval.Milliseconds > 40_950))
            yield return Findings.Error(Path, $"VRRPv3 (an IPv6 address, or no whole seconds) cannot carry {interval}.", "Write 10ms to 40950ms in steps of 10ms.");
        else if (!version3 && interval.Milliseconds > 255_000)
            yield return Findings.Error(Path, $"VRRPv2 cannot carry {interval}.", "Write 1s to 255s.");
    }
}
