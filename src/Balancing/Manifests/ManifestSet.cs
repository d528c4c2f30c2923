using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>Every object that a balancer is made of.</summary>
public sealed record ManifestSet
{
    public required ImmutableArray<V1ServiceAccount> ServiceAccounts { get; init; }

    public required ImmutableArray<V1Role> Roles { get; init; }

    public required ImmutableArray<V1RoleBinding> RoleBindings { get; init; }

    public required ImmutableArray<V1Secret> Secrets { get; init; }

    public required ImmutableArray<BalancerNode> BalancerNodes { get; init; }

    public required ImmutableArray<V1DaemonSet> DaemonSets { get; init; }
}
