namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>A place in which text stands.</summary>
internal sealed record TextField(string Path, string Value, Action<string> Set);
