namespace ExchangeHA.Balancing.Api;

/// <summary>A configuration that a node would not run.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Message">What haproxy or keepalived said, without secrets; 1024 characters at most.</param>
public sealed record RefusedConfiguration(string Revision, string Message);
