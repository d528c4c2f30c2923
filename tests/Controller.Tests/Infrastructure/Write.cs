namespace ExchangeHA.Controller.Tests.Infrastructure;

/// <summary>A request that may have changed something, as <c>apply</c>, <c>Secret</c>, <c>mail-dc1-haproxy</c>.</summary>
internal sealed record Write(string Verb, string Kind, string Name);
