namespace ExchangeHA.Balancing.Planning;

/// <summary>The holder that gives way to a node of a higher priority, which could take the address back.</summary>
/// <param name="From">The node that holds the address.</param>
/// <param name="To">The other one and since when it stands by: one wait of it is given way to once.</param>
/// <param name="Due">When the holder gives way.</param>
public sealed record Failback(string From, string To, DateTimeOffset Due);
