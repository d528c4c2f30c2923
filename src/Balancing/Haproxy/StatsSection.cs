using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>The statistics page: for other machines only with a password.</summary>
internal static class StatsSection
{
    public static HaproxyText Of(BalancerPlan plan) => plan.Stats is not { } stats ? HaproxyText.Empty : HaproxyText.Of($"""
        frontend exchange-ha-stats
            {Listen(stats, plan.Router.Addresses.Any(address => address.IsIPv6))}
            # a flood here must not take the health endpoint's connections
            maxconn 50
            mode http
            no log
            timeout client 1m
            stats enable
            stats uri {stats.Path}
            stats hide-version
        """);

    private static HaproxyText Listen(StatsPlan stats, bool hasIPv6) => stats.Password is { } password
        ? HaproxyText.Of($"""
            bind *:{stats.Port}
            {HaproxyText.If(hasIPv6, $"bind [::]:{stats.Port} v6only")}
            stats auth {stats.User}:{password}
            """)
        : HaproxyText.Of($"""
            # no password, so for this node only
            bind 127.0.0.1:{stats.Port}
            """);
}
