using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>How many connections a client may open: what is more is refused. All addresses of an IPv6 /64 are one client.</summary>
public sealed record ConnectionRateSpec
{
    /// <summary>New connections in a period.</summary>
    [Required, ValueRange(1, 1_000_000)]
    public int Connections { get; set; }

    /// <summary>The period.</summary>
    [DurationRange("1s", "1h")]
    public Duration Period { get; set; } = "10s";

    /// <summary>Clients that are remembered; the oldest go first.</summary>
    [ValueRange(1, 10_000_000)]
    public int Clients { get; set; } = 100_000;
}
