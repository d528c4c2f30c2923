namespace ExchangeHA.Balancing.Planning;

/// <summary>How many connections a client may open in a period, and how many clients are remembered.</summary>
public sealed record RatePlan(int Connections, TimeSpan Period, int Clients);
