using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>Bounds of what one node takes on.</summary>
public sealed record LimitsSpec
{
    /// <summary>Connections at once; lowered on a node whose file limit does not allow them.</summary>
    [ValueRange(10, 2_000_000)]
    public int MaxConnections { get; set; } = 100_000;

    /// <summary>Connections that may wait to be accepted, per port.</summary>
    [ValueRange(10, 1_000_000)]
    public int Backlog { get; set; } = 10_000;

    /// <summary>Further tries to connect when the first failed, each at another server.</summary>
    [ValueRange(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>haproxy's threads. Default: one for each processor that haproxy may use.</summary>
    [ValueRange(1, 64)]
    public int? Threads { get; set; }
}
