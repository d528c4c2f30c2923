using System.Collections.Immutable;

namespace ExchangeHA.Balancing.Planning;

/// <summary>haproxy's metrics; on 127.0.0.1 when no network is allowed.</summary>
public sealed record MetricsPlan(int Port, ImmutableArray<IPNetworkAddress> AllowedClients);
