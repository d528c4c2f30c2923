using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Api;

/// <summary>The observed state of an <see cref="ExchangeBalancer"/>. Nothing in it changes by itself.</summary>
public sealed record ExchangeBalancerStatus
{
    /// <summary>The generation of the resource that this status speaks of.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>The first virtual address, without its prefix length.</summary>
    [Length(0, 45)]
    public string? Vip { get; set; }

    /// <summary>Who holds the address, as <c>datacenter/node</c>.</summary>
    [Length(0, 300)]
    public string? Holder { get; set; }

    /// <summary>Healthy servers of all servers, as <c>3/4</c>.</summary>
    [Length(0, 20)]
    public string? Backends { get; set; }

    /// <summary>Ready balancer nodes of all balancer nodes, as <c>4/4</c>.</summary>
    [Length(0, 20)]
    public string? Nodes { get; set; }

    /// <summary>The certificates that clients are shown, by name; absent without bridging, or null, as Kubernetes 1.20 leaves it.</summary>
    [ListMap("name"), Items(0, 128), NullableInSchema]
    public List<CertificateStatus>? Certificates { get; set; }

    /// <summary>Ready, Accepted, VipAssigned, BackendsHealthy, with bridging CertificatesValid, and while they are true Reconciling and Stalled.</summary>
    [ListMap("type"), Items(0, 16)]
    public List<V1Condition>? Conditions { get; set; }
}
