using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>keepalived on one node.</summary>
public sealed record VrrpReport
{
    /// <summary>The pod that reports; the report counts while it is Ready.</summary>
    [Length(0, 253)]
    public string? Pod { get; set; }

    /// <summary>The virtual router's state, in VRRP's own words.</summary>
    public VrrpState? State { get; set; }

    /// <summary>Since when, by the node's clock, with microseconds.</summary>
    [Length(0, 40)]
    public string? Since { get; set; }

    /// <summary>The revision of the configuration that runs, verified.</summary>
    [Length(0, 64)]
    public string? Revision { get; set; }

    /// <summary>The newest configuration, if the node refused it; the last good one goes on.</summary>
    public RefusedConfiguration? Refused { get; set; }
}
