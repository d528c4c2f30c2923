using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>haproxy's process: sockets, limits, what outlives a reload.</summary>
internal static class GlobalSection
{
    // mode 600 and no user, group or chroot: the container's user is root without capabilities but NET_BIND_SERVICE, and its root is read-only
    public static HaproxyText Of(BalancerPlan plan, DatacenterPlan datacenter) => HaproxyText.Of($"""
        global
            log stdout format raw local0
            # the services' connections and some for the health endpoint: a flood of clients must not make this node look dead.
            # The agent lowers it where the node's file limit does not allow it.
            maxconn {ConnectionLimits.Global(plan)}
            {(plan.Limits.Threads is { } threads ? HaproxyText.Of($"nbthread {threads}") : HaproxyText.Empty)}
            {HaproxyText.If(plan.Pools.Any(pool => pool.IsBridged), $"""
                # Kerberos tickets of users in many groups make heads of requests that 16 KiB do not hold; a renewed certificate comes in one piece, too
                tune.bufsize 32768
                """)}
            # after a reload the old process keeps its connections this long; an idle one ends sooner, by its timeout
            hard-stop-after {OldProcessLife(plan)}
            stats socket {Names.AdminSocket} mode 600 level admin expose-fd listeners
            stats timeout 1m
            # the agent saves the servers' state here before each reload: a fresh process would take dead servers for alive
            server-state-file {Names.ServerStateFile}
            {PeersSection.LocalPeer(datacenter)}
        """);

    private static TimeSpan OldProcessLife(BalancerPlan plan) =>
        plan.Timeouts.HardStop is { } hardStop ? hardStop.ToTimeSpan()
        : plan.Timeouts.Client.ToTimeSpan() > plan.Timeouts.Server.ToTimeSpan() ? plan.Timeouts.Client.ToTimeSpan() : plan.Timeouts.Server.ToTimeSpan();
}
