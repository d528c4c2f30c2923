namespace ExchangeHA.Balancing.Planning;

/// <summary>haproxy's statistics page; on 127.0.0.1 when there is no password.</summary>
public sealed record StatsPlan(int Port, string Path, string User, SensitiveText? Password);
