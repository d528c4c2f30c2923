namespace ExchangeHA.EndToEnd.Tests;

/// <summary>A condition of the balancer; empty when it is absent.</summary>
internal sealed record Condition(string Status, string Reason, string Message);
