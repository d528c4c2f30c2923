using System.Net;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>The name servers, and how a server's line refers to them.</summary>
internal static class ResolversSection
{
    private const string Name = "exchange-ha-dns";

    public static HaproxyText Of(BalancerPlan plan, DatacenterPlan datacenter) =>
        HaproxyText.If(
            datacenter.Servers.Any(server => IsName(server.Host)) || plan.Email is { } email && IsName(email.Host),
            $"""
            resolvers {Name}
                parse-resolv-conf
                resolve_retries 3
                timeout resolve 1s
                timeout retry 1s
                # asked again this often: a server that moves is followed
                hold valid 10s
                # the health checks judge the servers; name servers that fail or lie never take one out
                hold timeout 24d
                hold refused 24d
                hold nx 24d
                hold other 24d
            """);

    /// <summary>For a server's line; nothing for an address. Never libc: a silent name server would hold up every start and check.</summary>
    public static HaproxyText Options(string host) =>
        // Active Directory registers IPv6 addresses of servers that no balancer can reach, and haproxy would prefer them
        HaproxyText.If(IsName(host), $" resolvers {Name} resolve-prefer ipv4 init-addr last,none");

    public static bool IsName(string host) => !IPAddress.TryParse(host, out _);
}
