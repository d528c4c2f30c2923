using System.Collections.Immutable;
using System.Globalization;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Turns a valid resource and the cluster around it into a plan.</summary>
public static class Planner
{
    public static BalancerPlan Plan(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        var router = Router(spec.Vip, snapshot);
        return new BalancerPlan
        {
            Name = NamespacedName.Of(snapshot.Balancer),
            Router = router,
            Ports = new Ports(router.RouterId),
            Bind = spec.Vip.Bind,
            Pools = PlannerPools.Of(spec, Ca(spec.HealthCheck, snapshot), snapshot),
            Datacenters = PlannerDatacenters.Of(snapshot, router.Addresses),
            Balancing = spec.Balancing,
            SlowStart = spec.SlowStart?.ToTimeSpan() ?? TimeSpan.Zero,
            PeersPort = spec.Peers?.Port,
            Metrics = spec.Metrics is { } metrics ? new MetricsPlan(metrics.Port, PlannerPools.Networks(metrics.AllowedClients)) : null,
            Limits = spec.Limits,
            Timeouts = spec.Timeouts,
            Stats = spec.Stats is { } stats ? new StatsPlan(stats.Port, stats.Path, stats.User, SecretText(stats.Authentication, snapshot)) : null,
            Email = spec.Alerts?.Email is { } email ? Email(email) : null,
        };
    }

    private static VirtualRouterPlan Router(VipSpec vip, ClusterSnapshot snapshot)
    {
        var addresses = ImmutableArray.CreateBuilder<IPNetworkAddress>();
        foreach (var text in vip.Addresses)
        {
            if (IPNetworkAddress.TryParse(text, out var address))
                addresses.Add(address);
        }

        return new VirtualRouterPlan
        {
            Addresses = addresses.ToImmutable(),
            RouterId = vip.VirtualRouterID ?? (addresses.Count > 0 ? RouterIds.Default(addresses[0]) : 1),
            Version = VrrpVersions.Of(vip, addresses),
            AdvertisementInterval = vip.AdvertisementInterval.ToTimeSpan(),
            DownAfterAdvertisements = vip.DownAfterAdvertisements,
            Transport = vip.Transport,
            DualStack = vip.DualStack,
            Announcements = vip.Announcements,
            Preempt = vip.Preemption.Enabled,
            PreemptDelay = vip.Preemption.Delay.ToTimeSpan(),
            Password = SecretText(vip.Authentication, snapshot),
        };
    }

    private static EmailPlan Email(EmailAlertsSpec email)
    {
        var colon = email.Server.LastIndexOf(':');
        var port = colon >= 0 && int.TryParse(email.Server.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 25;
        return new EmailPlan(colon >= 0 ? email.Server[..colon] : email.Server, port, email.From, [.. email.To], email.Level, email.ConnectTimeout.ToTimeSpan());
    }

    private static AuxiliaryFile? Ca(HealthCheckSpec check, ClusterSnapshot snapshot) =>
        SecretText(check.Ca, snapshot) is { } text && CertificateAuthorities.Read(text.Reveal) is { } pem ? AuxiliaryFile.Of("ca", pem) : null;

    /// <summary>Null when none is asked for, and when the Secret or its key is missing, which validation reports.</summary>
    private static SensitiveText? SecretText(SecretReference? reference, ClusterSnapshot snapshot) =>
        reference is not null
        && snapshot.Secrets.TryGetValue(reference.SecretKeyRef.Name, out var secret)
        && secret.Data is { } data
        && data.TryGetValue(reference.SecretKeyRef.Key, out var value)
            ? new SensitiveText(WithoutNewline(System.Text.Encoding.UTF8.GetString(value)))
            : null;

    /// <summary>`echo password | kubectl create secret --from-file` leaves a newline that nobody means.</summary>
    private static string WithoutNewline(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
