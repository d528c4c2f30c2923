using System.Collections.Immutable;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The files of a balancer, by datacenter.</summary>
public sealed record RenderedConfiguration
{
    public required ImmutableSortedDictionary<string, ConfigurationFile> Haproxy { get; init; }

    /// <summary>One file for each node.</summary>
    public required ImmutableSortedDictionary<string, ImmutableArray<ConfigurationFile>> Keepalived { get; init; }
}
