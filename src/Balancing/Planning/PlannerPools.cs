using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The services of a plan.</summary>
internal static class PlannerPools
{
    private static readonly ServiceSpec Https = new() { Name = "https", Port = 443, Protocol = ServiceProtocol.HTTPS };

    public static ImmutableArray<PoolPlan> Of(ExchangeBalancerSpec spec)
    {
        var services = spec.Services.Count > 0 ? spec.Services : [Https];
        // a dead mail port alone must not take the address away from healthy web protocols
        var https = services.Exists(service => service.Protocol == ServiceProtocol.HTTPS);
        return [.. services.Select(service => Pool(service, spec.HealthCheck, !https || service.Protocol == ServiceProtocol.HTTPS))];
    }

    private static PoolPlan Pool(ServiceSpec service, HealthCheckSpec check, bool decidesHealth) => new()
    {
        Name = service.Name,
        Port = service.Port,
        TargetPort = service.TargetPort ?? service.Port,
        Protocol = service.Protocol,
        Affinity = new AffinityPlan(service.Affinity.Type, service.Affinity.Expire.ToTimeSpan(), service.Affinity.Size),
        Check = new CheckPlan
        {
            Paths = service.Protocol == ServiceProtocol.HTTPS ? Paths(check.Protocols) : [],
            Host = check.Host,
            Interval = check.Interval.ToTimeSpan(),
            FastInterval = check.FastInterval.ToTimeSpan(),
            Timeout = check.Timeout.ToTimeSpan(),
            Rise = check.Rise,
            Fall = check.Fall,
        },
        DecidesHealth = decidesHealth,
    };

    private static ImmutableArray<string> Paths(List<ExchangeProtocol> protocols) =>
        [.. (protocols.Count > 0 ? protocols : [ExchangeProtocol.ews]).Select(HealthPages.PathOf).Distinct(StringComparer.Ordinal)];
}
