using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>A service's stick table.</summary>
public sealed record AffinityPlan(AffinityType Type, TimeSpan Expire, int Size);
