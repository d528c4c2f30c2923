using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>The metrics for Prometheus, haproxy's own and those of the two agents beside: for other machines only where their networks are named.</summary>
internal static class MetricsSection
{
    public static HaproxyText Of(BalancerPlan plan) => plan.Metrics is not { } metrics ? HaproxyText.Empty : HaproxyText.Of($$"""
        frontend exchange-ha-metrics
            {{HaproxyText.Lines(Binds(metrics))}}
            # a flood here must not take the health endpoint's connections
            maxconn 20
            mode http
            no log
            timeout client 1m
            {{ClientSection.Allowed(metrics.AllowedClients)}}
            http-request use-service prometheus-exporter if { path /metrics }
            http-request return status 404 unless { path /agents/haproxy } or { path /agents/keepalived }
            use_backend exchange-ha-haproxy-agent if { path /agents/haproxy }
            default_backend exchange-ha-keepalived-agent

        {{Agent("haproxy", plan.Ports.HaproxyAgent)}}

        {{Agent("keepalived", plan.Ports.KeepalivedAgent)}}
        """);

    private static HaproxyText Agent(string daemon, int port) => HaproxyText.Of($"""
        backend exchange-ha-{daemon}-agent
            mode http
            timeout connect 1s
            timeout server 5s
            http-request set-path /metrics
            server agent 127.0.0.1:{port}
        """);

    private static ImmutableArray<HaproxyText> Binds(MetricsPlan metrics) => metrics.AllowedClients.IsEmpty
        ? [HaproxyText.Of($"bind 127.0.0.1:{metrics.Port}")]
        :
        [
            HaproxyText.If(metrics.AllowedClients.Any(network => !network.IsIPv6), $"bind *:{metrics.Port}"),
            HaproxyText.If(metrics.AllowedClients.Any(network => network.IsIPv6), $"bind [::]:{metrics.Port} v6only"),
        ];
}
