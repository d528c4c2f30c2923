namespace ExchangeHA.EndToEnd.Tests;

/// <summary>A row of <c>kubectl get exchangebalancers</c>.</summary>
internal sealed record BalancerRow(string Ready, string Vip, string Holder, string Backends, string Nodes);
