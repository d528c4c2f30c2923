using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>A service's servers: how they are chosen and checked.</summary>
internal static class BackendSection
{
    public static HaproxyText Of(BalancerPlan plan, DatacenterPlan datacenter, PoolPlan pool) => HaproxyText.Of($"""
        backend {pool.Name}
            {(pool.IsBridged ? BridgeSection.Sessions : HaproxyText.Empty)}
            {Balance(plan.Balancing)}
            {HaproxyText.If(datacenter.Servers.Any(server => server.IsBackup), $"option allbackups")}
            {StickTable.Of(pool.Affinity)}
            {HealthCheck.Of(pool, datacenter)}
            # A server that fails its checks gets no new connections and keeps those it has: its health page says 503 while
            # Managed Availability drains it, and haproxy cannot tell that apart from a death when it ends sessions.
            default-server inter {pool.Check.Interval} fastinter {pool.Check.FastInterval} rise {pool.Check.Rise} fall {pool.Check.Fall}
            {HaproxyText.If(plan.SlowStart > TimeSpan.Zero, $"default-server slowstart {plan.SlowStart}")}
            # five failed connections in a row are as good as failed checks, and quicker
            default-server observe layer4 error-limit 5 on-error mark-down
            {HaproxyText.Lines(datacenter.Servers.Select(server => Server(pool, server)))}
            {(MailSection.HasAlerts(pool) ? MailSection.Alerts(plan, 0) : HaproxyText.Empty)}
        """);

    private static HaproxyText Balance(BalancingAlgorithm algorithm) => algorithm switch
    {
        BalancingAlgorithm.LeastConnections => HaproxyText.Of($"balance leastconn"),
        BalancingAlgorithm.Source => HaproxyText.Of($"""
            balance source
            # a server that goes takes only its own clients with it
            hash-type consistent
            """),
        _ => HaproxyText.Of($"balance roundrobin"),
    };

    // tcp-ut on each line: a server does not get it from default-server (measured, 2.6.12 and 3.0.11)
    private static HaproxyText Server(PoolPlan pool, ServerPlan server) => HaproxyText.Of(
        $"server {server.Name} {Address(server.Host)}:{pool.TargetPort} check{(pool.IsBridged ? BridgeSection.ServerOptions(pool, server) : HaproxyText.Empty)}{HealthCheck.ServerOptions(pool, server)}{State(server)}{Limit(server)}{Proxy(pool)} tcp-ut 30s{ResolversSection.Options(server.Host)}");

    public static HaproxyText Address(string host) => host.Contains(':') ? HaproxyText.Of($"[{host}]") : HaproxyText.Of($"{host}");

    // a drained server keeps its connections and gets no new ones; run-time states do not outlive a restart, so they stand here
    private static HaproxyText State(ServerPlan server)
    {
        var backup = HaproxyText.If(server.IsBackup, $" backup");
        return server.State switch
        {
            BackendState.Drain => HaproxyText.Of($" weight 0{backup}"),
            BackendState.Maintenance => HaproxyText.Of($" weight {server.Weight} disabled{backup}"),
            _ => HaproxyText.Of($" weight {server.Weight}{backup}"),
        };
    }

    private static HaproxyText Proxy(PoolPlan pool) => pool.ProxyProtocol switch
    {
        ProxyProtocol.V1 => HaproxyText.Of($" send-proxy check-send-proxy"),
        ProxyProtocol.V2 => HaproxyText.Of($" send-proxy-v2 check-send-proxy"),
        _ => HaproxyText.Empty,
    };

    private static HaproxyText Limit(ServerPlan server) => server.MaxConnections is { } limit ? HaproxyText.Of($" maxconn {limit}") : HaproxyText.Empty;
}
