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
            {(pool is { HasServers: true, IsBridged: false } ? Sessions : Requests)}
            maxconn {pool.MaxConnections}
            {ClientSection.Of(pool)}
            {(pool.Bridge is { } bridge ? BridgeSection.Requests(plan, bridge) : HaproxyText.Empty)}
            {(pool.RedirectPort is { } port ? Redirect(port) : HaproxyText.Of($"default_backend {pool.Name}"))}
        """);

    private static HaproxyText Sessions => HaproxyText.Of($"""
        option tcplog
        option dontlognull
        # mail sessions last for hours: log them when they begin, count them while they run
        option logasap
        option contstats
        """);

    private static HaproxyText Requests => HaproxyText.Of($"""
        mode http
        option httplog
        option dontlognull
        """);

    private static HaproxyText Redirect(int port) => HaproxyText.Of($$"""
        # HTTP/1.0 may come without a name to send the client to
        http-request deny deny_status 400 unless { req.hdr(host) -m found }
        http-request redirect location https://%[req.hdr(host),host_only]{{HaproxyText.If(port != 443, $":{port}")}}%[pathq] code 301
        """);

    private static ImmutableArray<HaproxyText> Binds(BalancerPlan plan, PoolPlan pool) => plan.Bind == BindMode.Wildcard
        ?
        [
            HaproxyText.Of($"bind *:{pool.Port} tcp-ut 30s{Tls(pool)}"),
            HaproxyText.If(plan.Router.Addresses.Any(address => address.IsIPv6), $"bind [::]:{pool.Port} v6only tcp-ut 30s{Tls(pool)}"),
        ]
        :
        [
            HaproxyText.Of($"# transparent: the standby binds the address too, without having it (IP_FREEBIND, no capability needed)"),
            .. plan.Router.Addresses.Select(address => address.IsIPv6
                ? HaproxyText.Of($"bind [{address.Address}]:{pool.Port} transparent tcp-ut 30s{Tls(pool)}")
                : HaproxyText.Of($"bind {address.Address}:{pool.Port} transparent tcp-ut 30s{Tls(pool)}")),
        ];

    private static HaproxyText Tls(PoolPlan pool) => pool.Bridge is { } bridge ? BridgeSection.BindOptions(bridge) : HaproxyText.Empty;
}
