using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>An Exchange server as a datacenter's haproxy knows it.</summary>
public sealed record ServerPlan
{
    public required string Name { get; init; }

    /// <summary>A host name or an IP address.</summary>
    public required string Host { get; init; }

    public required BackendState State { get; init; }

    public required int Weight { get; init; }

    public int? MaxConnections { get; init; }

    /// <summary>A server of another datacenter, used when no local one is healthy.</summary>
    public required bool IsBackup { get; init; }
}
