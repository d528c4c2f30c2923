using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>haproxy's statistics page. It can be reached from other machines only with a password; without one it listens on 127.0.0.1.</summary>
public sealed record StatsSpec
{
    /// <summary>The port on each balancer node.</summary>
    [Required, ValueRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The path of the page.</summary>
    [Length(1, 64), Pattern("^/[-a-zA-Z0-9_./]*$")]
    public string Path { get; set; } = "/";

    /// <summary>The user who is asked for.</summary>
    [Length(1, 32), Pattern("^[-a-zA-Z0-9_.]+$")]
    public string User { get; set; } = "admin";

    /// <summary>The password; absent: none is asked for, and the page listens on 127.0.0.1 only.</summary>
    public SecretReference? Authentication { get; set; }
}
