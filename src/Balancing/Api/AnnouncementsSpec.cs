using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>Gratuitous ARP for IPv4 addresses, unsolicited neighbour advertisements for IPv6 ones: what switches, routers and hosts learn a new holder from.</summary>
public sealed record AnnouncementsSpec
{
    /// <summary>How many are sent for each address when a node becomes the holder, and when it hears a router of lower priority that held the address too.</summary>
    [ValueRange(1, 20)]
    public int Repeat { get; set; } = 5;

    /// <summary>Time until as many are sent again, for those that missed the first; whole seconds, 0s to 60s, 0s for never.</summary>
    [DurationRange("0s", "60s")]
    public Duration Delay { get; set; } = "1s";

    /// <summary>Time after which the holder sends them again and again; whole seconds, 0s to 1d, 0s for never.</summary>
    [DurationRange("0s", "1d")]
    public Duration Refresh { get; set; } = "60s";

    /// <summary>How many are sent for each address then.</summary>
    [ValueRange(1, 20)]
    public int RefreshRepeat { get; set; } = 1;

    /// <summary>Time between two of them, for switches that drop bursts; 0s to 1s.</summary>
    [DurationRange("0s", "1s")]
    public Duration Interval { get; set; } = "0s";
}
