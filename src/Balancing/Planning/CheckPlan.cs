using System.Collections.Immutable;

namespace ExchangeHA.Balancing.Planning;

/// <summary>How haproxy checks the servers of a service.</summary>
public sealed record CheckPlan
{
    /// <summary>The health pages asked for, one after the other; empty for a protocol without.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>The Host header and SNI; null: the server's own host.</summary>
    public required string? Host { get; init; }

    public required TimeSpan Interval { get; init; }

    public required TimeSpan FastInterval { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int Rise { get; init; }

    public required int Fall { get; init; }
}
