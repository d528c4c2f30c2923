using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>haproxy's metrics for Prometheus, at <c>/metrics</c>. They can be reached from other machines only where networks are named; else they are served on 127.0.0.1.</summary>
public sealed record MetricsSpec
{
    /// <summary>The port on each balancer node.</summary>
    [Required, ValueRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The networks that may ask, as <c>10.0.0.0/8</c>; absent: this node alone.</summary>
    [ListSet, Items(0, 64), Length(2, 49), Pattern("^[0-9a-fA-F:.]+(/[0-9]{1,3})?$")]
    public List<string> AllowedClients { get; set; } = [];
}
