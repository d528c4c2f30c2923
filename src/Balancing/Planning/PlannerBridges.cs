using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The services of a plan at which TLS ends.</summary>
internal static class PlannerBridges
{
    /// <summary>The service with a pool for each protocol.</summary>
    public static PoolPlan Of(PoolPlan pool, BridgingSpec bridging, List<ExchangeProtocol> checkedProtocols, ClusterSnapshot snapshot)
    {
        var inHttp = pool with { IsBridged = true, DecidesHealth = false };
        return inHttp with
        {
            Bridge = new BridgePlan
            {
                // one that cannot be read is missing here, which validation reports
                Certificates = [.. bridging.Certificates.Select(certificate => TlsSecrets.Read(snapshot, certificate.Name).Certificate).OfType<ServerCertificate>()],
                MinTlsVersion = bridging.MinTLSVersion,
                StrictTransportSecurity = bridging.StrictTransportSecurity.Enabled ? bridging.StrictTransportSecurity : null,
                Restrictions = [.. bridging.Restrictions.Select(restriction => new RestrictionPlan([.. restriction.Protocols], PlannerPools.Networks(restriction.AllowedClients)))],
                Routes = [.. Enum.GetValues<ExchangeProtocol>().Select(protocol => Route(inHttp, protocol, decidesHealth: checkedProtocols.Contains(protocol)))],
            },
        };
    }

    // a dot: no service's name holds one
    private static RoutePlan Route(PoolPlan service, ExchangeProtocol protocol, bool decidesHealth) => new(VirtualDirectories.PathOf(protocol), service with
    {
        Name = $"{service.Name}.{protocol}",
        Check = service.Check with { Paths = [HealthPages.PathOf(protocol)] },
        DecidesHealth = decidesHealth,
    });
}
