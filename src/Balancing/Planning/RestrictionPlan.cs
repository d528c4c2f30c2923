using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Protocols that are closed to clients outside the networks.</summary>
public sealed record RestrictionPlan(ImmutableArray<ExchangeProtocol> Protocols, ImmutableArray<IPNetworkAddress> AllowedClients);
