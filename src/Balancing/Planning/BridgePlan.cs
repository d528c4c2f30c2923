using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>TLS that ends at the balancer, and where each of Exchange's protocols goes from there.</summary>
public sealed record BridgePlan
{
    /// <summary>The first one is for clients that indicate no name or one that none of them has.</summary>
    public required ImmutableArray<ServerCertificate> Certificates { get; init; }

    public required TlsVersion MinTlsVersion { get; init; }

    /// <summary>Null where the header is left to the servers.</summary>
    public required StrictTransportSecuritySpec? StrictTransportSecurity { get; init; }

    public required ImmutableArray<RestrictionPlan> Restrictions { get; init; }

    /// <summary>One for each protocol. What none of them takes goes to the service's own pool.</summary>
    public required ImmutableArray<RoutePlan> Routes { get; init; }
}
