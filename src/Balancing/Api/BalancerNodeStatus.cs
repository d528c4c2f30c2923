namespace ExchangeHA.Balancing.Api;

/// <summary>What the two agents on a node report, each its own part.</summary>
public sealed record BalancerNodeStatus
{
    /// <summary>From the agent beside haproxy.</summary>
    public HaproxyReport? Haproxy { get; set; }

    /// <summary>From the agent beside keepalived.</summary>
    public VrrpReport? Vrrp { get; set; }
}
