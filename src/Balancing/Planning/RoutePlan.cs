namespace ExchangeHA.Balancing.Planning;

/// <summary>Where the requests for one protocol go.</summary>
/// <param name="Path">What the path of such a request begins with, in whatever case.</param>
/// <param name="Pool">The protocol's own pool, with a check of its own page alone.</param>
public sealed record RoutePlan(string Path, PoolPlan Pool);
