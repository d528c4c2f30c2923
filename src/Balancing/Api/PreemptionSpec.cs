using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>How a node of higher priority takes the address back.</summary>
public sealed record PreemptionSpec
{
    /// <summary>False: who holds the address keeps it while it is healthy.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Time to wait after becoming able to hold it; 0s to 1000s.</summary>
    [DurationRange("0s", "1000s")]
    public Duration Delay { get; set; } = "30s";
}
