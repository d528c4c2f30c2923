using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>haproxy's timeouts (haproxy configuration manual, chapter 4).</summary>
public sealed record TimeoutsSpec
{
    /// <summary>For a connection to a server to be established.</summary>
    [DurationRange("10ms", "5m")]
    public Duration Connect { get; set; } = "1s";

    /// <summary>For silence of a client. Longer than Exchange's own idle time-outs and ActiveSync's heartbeat (up to 30 min).</summary>
    [DurationRange("1s", "24d")]
    public Duration Client { get; set; } = "40m";

    /// <summary>For silence of a server.</summary>
    [DurationRange("1s", "24d")]
    public Duration Server { get; set; } = "40m";

    /// <summary>For a connection waiting for a free server.</summary>
    [DurationRange("10ms", "1h")]
    public Duration Queue { get; set; } = "30s";

    /// <summary>For the next request on a kept HTTP connection of protocol HTTP; with bridging it is <c>client</c>, for NTLM signs a connection in.</summary>
    [DurationRange("10ms", "1h")]
    public Duration HttpKeepAlive { get; set; } = "1s";

    /// <summary>For the head of an HTTP request.</summary>
    [DurationRange("100ms", "1h")]
    public Duration HttpRequest { get; set; } = "15s";

    /// <summary>For how long an abusive connection is held before it is refused.</summary>
    [DurationRange("100ms", "1h")]
    public Duration Tarpit { get; set; } = "1m";

    /// <summary>How long an old haproxy process may keep its connections after a reload. Default: the longer one of <c>client</c> and <c>server</c>.</summary>
    [DurationRange("1s", "24d")]
    public Duration? HardStop { get; set; }
}
