using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The services of a plan.</summary>
internal static class PlannerPools
{
    private const int HttpsPort = 443;
    private static readonly ServiceSpec Https = new() { Name = "https", Port = HttpsPort, Protocol = ServiceProtocol.HTTPS };

    public static ImmutableArray<PoolPlan> Of(ExchangeBalancerSpec spec, AuxiliaryFile? ca, ClusterSnapshot snapshot)
    {
        var services = spec.Services.Count > 0 ? spec.Services : [Https];
        var https = services.Find(service => service.Protocol == ServiceProtocol.HTTPS);
        return [.. services.Select(service => Bridged(spec, service, snapshot, Pool(spec, service, ca) with
        {
            // a dead mail port alone must not take the address away from healthy web protocols
            DecidesHealth = service.Protocol != ServiceProtocol.HTTP && (https is null || service.Protocol == ServiceProtocol.HTTPS),
            RedirectPort = service.Protocol == ServiceProtocol.HTTP ? https?.Port ?? HttpsPort : null,
        }))];
    }

    /// <summary>Those that can be read; validation reports the others.</summary>
    public static ImmutableArray<IPNetworkAddress> Networks(List<string> texts) =>
        [.. texts.Select(text => IPNetworkAddress.TryParse(text, out var network) ? network : (IPNetworkAddress?)null).OfType<IPNetworkAddress>()];

    private static PoolPlan Bridged(ExchangeBalancerSpec spec, ServiceSpec service, ClusterSnapshot snapshot, PoolPlan pool) =>
        service is { Protocol: ServiceProtocol.HTTPS, Bridging: { } bridging } ? PlannerBridges.Of(pool, bridging, Protocols(spec.HealthCheck), snapshot) : pool;

    private static PoolPlan Pool(ExchangeBalancerSpec spec, ServiceSpec service, AuxiliaryFile? ca)
    {
        var pool = new PoolPlan
        {
            Name = service.Name,
            Port = service.Port,
            TargetPort = service.TargetPort ?? service.Port,
            Protocol = service.Protocol,
            MaxConnections = service.MaxConnections ?? spec.Limits.MaxConnections,
            AllowedClients = Networks(service.AllowedClients),
            Rate = service.ConnectionRate is { } rate ? new RatePlan(rate.Connections, rate.Period.ToTimeSpan(), rate.Clients) : null,
            ProxyProtocol = service.ProxyProtocol,
            Affinity = new AffinityPlan(service.Affinity.Type, service.Affinity.Expire.ToTimeSpan(), service.Affinity.Size),
            Check = Check(spec.HealthCheck, service),
            DecidesHealth = false,
        };
        return pool.IsTls ? pool with { Check = pool.Check with { Ca = ca } } : pool;
    }

    private static CheckPlan Check(HealthCheckSpec check, ServiceSpec service) => new()
    {
        Paths = service.Protocol == ServiceProtocol.HTTPS ? [.. Protocols(check).Select(HealthPages.PathOf).Distinct(StringComparer.Ordinal)] : [],
        Host = check.Host,
        Sni = check.Sni ?? check.Host,
        Verify = check.Verify != CertificateVerification.None,
        ExpectedStatus = check.ExpectedStatus,
        Interval = check.Interval.ToTimeSpan(),
        FastInterval = check.FastInterval.ToTimeSpan(),
        Timeout = check.Timeout.ToTimeSpan(),
        Rise = check.Rise,
        Fall = check.Fall,
    };

    private static List<ExchangeProtocol> Protocols(HealthCheckSpec check) => check.Protocols.Count > 0 ? check.Protocols : [ExchangeProtocol.ews];
}
