namespace ExchangeHA.Balancing.Api;

/// <summary>haproxy's timeouts (haproxy configuration manual, chapter 4).</summary>
public sealed record TimeoutsSpec
{
    /// <summary>For a connection to a server to be established.</summary>
    public Duration Connect { get; set; } = "1s";

    /// <summary>For silence of a client. Longer than Exchange's own idle time-outs and ActiveSync's heartbeat (up to 30 min).</summary>
    public Duration Client { get; set; } = "40m";

    /// <summary>For silence of a server.</summary>
    public Duration Server { get; set; } = "40m";

    /// <summary>For a connection waiting for a free server.</summary>
    public Duration Queue { get; set; } = "30s";

    /// <summary>For the next request on a kept HTTP connection.</summary>
    public Duration HttpKeepAlive { get; set; } = "1s";

    /// <summary>For the head of an HTTP request.</summary>
    public Duration HttpRequest { get; set; } = "15s";

    /// <summary>For how long an abusive connection is held before it is refused.</summary>
    public Duration Tarpit { get; set; } = "1m";

    /// <summary>How long an old haproxy process may keep its connections after a reload. Default: the longer one of <c>client</c> and <c>server</c>.</summary>
    public Duration? HardStop { get; set; }
}
