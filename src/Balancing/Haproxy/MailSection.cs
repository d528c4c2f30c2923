using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>E-mail alerts, and the relay that haproxy and keepalived send them through.</summary>
internal static class MailSection
{
    private const string Mailers = "exchange-ha-mailers";

    public static HaproxyText Of(BalancerPlan plan, DatacenterPlan datacenter) => plan.Email is not { } email ? HaproxyText.Empty : HaproxyText.Sections(
    [
        HaproxyText.Of($"""
            mailers {Mailers}
                timeout mail {email.ConnectTimeout}
                mailer relay 127.0.0.1:{plan.Ports.MailRelay}

            # The mail server's name is resolved here, again and again: mailers would resolve it once, at start, and refuse to start without.
            listen exchange-ha-mail
                bind 127.0.0.1:{plan.Ports.MailRelay}
                timeout client 1m
                timeout server 1m
                server relay {BackendSection.Address(email.Host)}:{email.Port}{ResolversSection.Options(email.Host)}
            """),
        .. Enumerable.Range(1, Math.Max(0, email.To.Length - 1)).SelectMany(receiver => plan.Backends.Where(HasAlerts).Select(pool => Copy(plan, datacenter, pool, receiver))),
    ]);

    /// <summary>A backend's alerts to one receiver.</summary>
    public static HaproxyText Alerts(BalancerPlan plan, int receiver) => plan.Email is not { } email ? HaproxyText.Empty : HaproxyText.Of($"""
        email-alert mailers {Mailers}
        email-alert from {email.From}
        email-alert to {email.To[receiver]}
        email-alert level {Level(email.Level)}
        """);

    /// <summary>A bridged service's own pool is checked by pages that the pools of the protocols are checked by, too: one of them tells it.</summary>
    public static bool HasAlerts(PoolPlan pool) => pool.Bridge is null;

    /// <summary>haproxy knows one receiver a backend: for each further one, a backend whose servers follow those of the real one.</summary>
    private static HaproxyText Copy(BalancerPlan plan, DatacenterPlan datacenter, PoolPlan pool, int receiver) => HaproxyText.Of($"""
        # only for its alerts: a backend has one receiver
        backend {$"{HaproxyRenderer.ReservedPrefix}-alerts-{pool.Name}-{receiver + 1}"}
            load-server-state-from-file none
            {HaproxyText.Lines(datacenter.Servers.Select(server => HaproxyText.Of($"server {server.Name} 127.0.0.1:1 track {pool.Name}/{server.Name}")))}
            {Alerts(plan, receiver)}
        """);

    private static string Level(AlertLevel level) => level.ToString().ToLowerInvariant();
}
