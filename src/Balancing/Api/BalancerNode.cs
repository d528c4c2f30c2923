using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Api;

/// <summary>What one node does for one balancer. Made by the operator; the node's agents report into the status.</summary>
[KubernetesEntity(Group = "exchange-ha.io", ApiVersion = "v1alpha1", Kind = "BalancerNode", PluralName = "balancernodes")]
[KubernetesEntityShortName("exbn")]
[AdditionalPrinterColumn("Balancer", ".spec.balancer")]
[AdditionalPrinterColumn("Datacenter", ".spec.datacenter")]
[AdditionalPrinterColumn("VRRP", ".status.vrrp.state", Description = "MASTER holds the address.")]
[AdditionalPrinterColumn("Backends", ".status.haproxy.backends", Description = "Healthy servers of all servers, as this node's haproxy sees them.")]
[AdditionalPrinterColumn("Config", ".status.haproxy.config", Description = "The revision of the haproxy configuration that runs.")]
[AdditionalPrinterColumn("Node", ".spec.node", Priority = 1)]
[AdditionalPrinterColumn("Age", ".metadata.creationTimestamp", "date")]
public sealed record BalancerNode : IKubernetesObject
{
    public string? ApiVersion { get; set; } = $"{ExchangeBalancer.Group}/{ExchangeBalancer.Version}";

    public string? Kind { get; set; } = "BalancerNode";

    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>Which node, for which balancer.</summary>
    [Required]
    public BalancerNodeSpec Spec { get; set; } = new();

    /// <summary>What the agents on the node report.</summary>
    public BalancerNodeStatus? Status { get; set; }
}
