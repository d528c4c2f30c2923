using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>What every frontend and backend shares.</summary>
internal static class DefaultsSection
{
    public static HaproxyText Of(BalancerPlan plan) => HaproxyText.Of($"""
        defaults
            mode tcp
            log global
            # a failed connection is tried again at once, on another server
            option redispatch 1
            retries {plan.Limits.Retries}
            backlog {plan.Limits.Backlog}
            load-server-state-from-file global
            timeout connect {plan.Timeouts.Connect}
            # longer than Exchange's own idle timeouts and ActiveSync's heartbeat of up to 30 minutes
            timeout client {plan.Timeouts.Client}
            timeout server {plan.Timeouts.Server}
            # one side has closed: the other gets this long
            timeout client-fin 30s
            timeout server-fin 30s
            timeout queue {plan.Timeouts.Queue}
            timeout http-request {plan.Timeouts.HttpRequest}
            timeout http-keep-alive {plan.Timeouts.HttpKeepAlive}
            timeout tarpit {plan.Timeouts.Tarpit}
            # with idle timeouts this long, a server that was unplugged must be noticed otherwise: probes after 16 s of silence,
            # and tcp-ut ends the connection at the first one after 30 s without an answer, 31 s after the last one
            option srvtcpka
            srvtcpka-idle 16s
            srvtcpka-intvl 5s
            srvtcpka-cnt 3
        """);
}
