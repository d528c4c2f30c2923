using System.Net.Sockets;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Version 2 has addresses that it can carry: IPv6 has version 3 alone (RFC 3768 knows IPv4 only).</summary>
[Cel(typeof(VipSpec), null, "!has(self.vrrpVersion) || self.vrrpVersion != 2 || self.addresses.exists(address, !address.contains(':'))", "vrrpVersion 2 has no IPv6, and every address is one: write 3, or leave it out.")]
public sealed class VrrpVersionRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var vip = snapshot.Balancer.Spec.Vip;
        if (vip.VrrpVersion == 2 && VirtualRouter.Families(vip) is [AddressFamily.InterNetworkV6])
            yield return Findings.Error("spec.vip.vrrpVersion", "VRRPv2 has no IPv6, and every address is one.", "Write 3, or leave it out.");
    }
}
