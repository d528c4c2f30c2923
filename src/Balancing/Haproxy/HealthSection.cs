using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>The endpoint by which this node knows whether it may hold the address.</summary>
internal static class HealthSection
{
    public static HaproxyText Of(BalancerPlan plan) => HaproxyText.Of($$"""
        # May this node hold the address? The agent beside keepalived asks /healthz ten times a second.
        frontend exchange-ha-health
            bind 127.0.0.1:{{plan.Ports.Health}}
            mode http
            no log
            timeout client 10s
            http-request return status 200 content-type text/plain string alive if { path /livez }
            http-request return status 404 if !{ path /healthz }
            # 410: this node is to hand the address over, and has the time to do it without a failed connection
            http-request return status 410 if !{ srv_is_up(exchange-ha-gate/gate) }
            # in a process that is being replaced every nbsrv is 0: a request that it still answers must not look like a failure
            {{HaproxyText.Lines(plan.Backends.Where(pool => pool.DecidesHealth).Select(pool => HaproxyText.Of($$"""http-request return status 503 if !{ stopping } { nbsrv({{pool.Name:argument}}) lt 1 }""")))}}
            http-request return status 200

        # The gate: `disable server exchange-ha-gate/gate` closes it, so that the address is handed over before haproxy stops.
        # Nobody connects to it.
        backend exchange-ha-gate
            # closed for one process only: the next one starts open
            load-server-state-from-file none
            server gate 127.0.0.1:1
        """);
}
