using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Planning;

/// <summary>All that one reconciliation knows, gathered once and never changed: everything after it is a function of this.</summary>
public sealed record ClusterSnapshot
{
    public required ExchangeBalancer Balancer { get; init; }

    /// <summary>The only datacenter whose nodes are in this cluster; null where the nodes of all are. The others' are in clusters of their own, which serve them by the same resource.</summary>
    public string? Datacenter { get; init; }

    /// <summary>The datacenters whose nodes are in this cluster.</summary>
    public IEnumerable<DatacenterSpec> OwnDatacenters => Balancer.Spec.Datacenters.Where(IsOwn);

    /// <summary>The other balancers that the operator sees, in every namespace it watches.</summary>
    public ImmutableArray<OtherBalancer> OtherBalancers { get; init; } = [];

    /// <summary>Every node of the cluster.</summary>
    public ImmutableArray<V1Node> Nodes { get; init; } = [];

    /// <summary>The Secrets that the balancer refers to, by name; one that does not exist is missing here.</summary>
    public ImmutableDictionary<string, V1Secret> Secrets { get; init; } = ImmutableDictionary<string, V1Secret>.Empty;

    /// <summary>The pods of this balancer.</summary>
    public ImmutableArray<V1Pod> Pods { get; init; } = [];

    /// <summary>The BalancerNodes of this balancer.</summary>
    public ImmutableArray<BalancerNode> Reports { get; init; } = [];

    /// <summary>When each node's kubelet last renewed its Lease, by node; asked for only when two nodes claim the address.</summary>
    public ImmutableDictionary<string, DateTimeOffset> NodeLeaseRenewals { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Who gives way to whom now; null while nobody is to.</summary>
    public Failback? Failback { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether a datacenter's nodes are in this cluster.</summary>
    public bool IsOwn(DatacenterSpec datacenter) => Datacenter is null || datacenter.Name == Datacenter;
}
