using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>A server in a service, as haproxy's statistics show it.</summary>
public sealed record ServerStatus
{
    public required string Service { get; init; }

    public required string Name { get; init; }

    public required ServerState State { get; init; }

    public string? Reason { get; init; }

    /// <summary>A server of another datacenter.</summary>
    public bool IsBackup { get; init; }

    /// <summary>False between a worker's start and its first check.</summary>
    public bool IsChecked { get; init; } = true;
}
