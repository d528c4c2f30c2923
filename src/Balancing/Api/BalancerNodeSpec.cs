using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>Which node a <see cref="BalancerNode"/> speaks of.</summary>
public sealed record BalancerNodeSpec
{
    /// <summary>The balancer's name, in the same namespace.</summary>
    [Required, Length(1, 253)]
    public string Balancer { get; set; } = "";

    /// <summary>The datacenter's name in the balancer.</summary>
    [Required, Length(1, 20)]
    public string Datacenter { get; set; } = "";

    /// <summary>The Kubernetes node.</summary>
    [Required, Length(1, 253)]
    public string Node { get; set; } = "";
}
