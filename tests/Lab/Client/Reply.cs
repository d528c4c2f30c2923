namespace ExchangeHA.Lab.Client;

/// <summary>An answer, without its body.</summary>
/// <param name="Server">From the header <c>X-Exchange-Server</c>.</param>
internal sealed record Reply(int Status, string? Server);
