using System.Collections.Immutable;

namespace ExchangeHA.Balancing.Planning;

/// <summary>How haproxy checks the servers of a service.</summary>
public sealed record CheckPlan
{
    /// <summary>The health pages asked for, one after the other; empty for a protocol without.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>The Host header; null: the server's own host.</summary>
    public required string? Host { get; init; }

    /// <summary>The name that is indicated and verified; null: the server's own host.</summary>
    public required string? Sni { get; init; }

    /// <summary>Whether the server's certificate is verified.</summary>
    public required bool Verify { get; init; }

    /// <summary>By which authorities; null: the public ones.</summary>
    public AuxiliaryFile? Ca { get; init; }

    /// <summary>The status that a healthy page has.</summary>
    public required int ExpectedStatus { get; init; }

    public required TimeSpan Interval { get; init; }

    public required TimeSpan FastInterval { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int Rise { get; init; }

    public required int Fall { get; init; }
}
