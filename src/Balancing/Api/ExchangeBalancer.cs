using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Api;

/// <summary>A highly available address for Microsoft Exchange across datacenters: haproxy and keepalived on nodes of each, with generated configuration.</summary>
[KubernetesEntity(Group = "exchange-ha.io", ApiVersion = "v1alpha1", Kind = "ExchangeBalancer", PluralName = "exchangebalancers")]
[KubernetesEntityShortName("exb")]
[AdditionalPrinterColumn("Ready", ".status.conditions[?(@.type==\"Ready\")].status", Description = "Whether the address is served.")]
[AdditionalPrinterColumn("VIP", ".status.vip", Description = "The first virtual address.")]
[AdditionalPrinterColumn("Holder", ".status.holder", Description = "The datacenter and node that hold the address.")]
[AdditionalPrinterColumn("Backends", ".status.backends", Description = "Healthy servers of all servers.")]
[AdditionalPrinterColumn("Nodes", ".status.nodes", Description = "Ready balancer nodes of all balancer nodes.")]
[AdditionalPrinterColumn("Reason", ".status.conditions[?(@.type==\"Ready\")].reason", Priority = 1)]
[AdditionalPrinterColumn("Age", ".metadata.creationTimestamp", "date")]
public sealed record ExchangeBalancer : IKubernetesObject
{
    public const string Group = "exchange-ha.io";
    public const string Version = "v1alpha1";

    public string? ApiVersion { get; set; } = $"{Group}/{Version}";

    public string? Kind { get; set; } = "ExchangeBalancer";

    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What is wished for.</summary>
    [Required]
    public ExchangeBalancerSpec Spec { get; set; } = new();

    /// <summary>What is observed; written by the operator.</summary>
    public ExchangeBalancerStatus? Status { get; set; }
}
