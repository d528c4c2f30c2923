using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>Where a service listens.</summary>
internal static class FrontendSection
{
    public static HaproxyText Of(BalancerPlan plan, PoolPlan pool) => HaproxyText.Of($"""
        frontend {pool.Name}
            {HaproxyText.Lines(Binds(plan, pool))}
            option tcplog
            option dontlognull
            # mail sessions last for hours: log them when they begin, count them while they run
            option logasap
            option contstats
            maxconn {plan.Limits.MaxConnections}
            default_backend {pool.Name}
        """);

    private static ImmutableArray<HaproxyText> Binds(BalancerPlan plan, PoolPlan pool) => plan.Bind == BindMode.Wildcard
        ?
        [
            HaproxyText.Of($"bind *:{pool.Port} tcp-ut 30s"),
            HaproxyText.If(plan.Router.Addresses.Any(address => address.IsIPv6), $"bind [::]:{pool.Port} v6only tcp-ut 30s"),
        ]
        :
        [
            HaproxyText.Of($"# transparent: the standby binds the address too, without having it (IP_FREEBIND, no capability needed)"),
            .. plan.Router.Addresses.Select(address => address.IsIPv6
                ? HaproxyText.Of($"bind [{address.Address}]:{pool.Port} transparent tcp-ut 30s")
                : HaproxyText.Of($"bind {address.Address}:{pool.Port} transparent tcp-ut 30s")),
        ];
}
