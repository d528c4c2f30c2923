using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>Which clients come back to the same server. Exchange 2013 and later need none (Microsoft, "Load balancing in Exchange Server").</summary>
public sealed record AffinitySpec
{
    /// <summary>What a client is recognized by.</summary>
    public AffinityType Type { get; set; } = AffinityType.None;

    /// <summary>How long an entry lives after its last use.</summary>
    [DurationRange("1s", "24d")]
    public Duration Expire { get; set; } = "30m";

    /// <summary>Entries of the table.</summary>
    [ValueRange(1, 10_000_000)]
    public int Size { get; set; } = 30720;
}
