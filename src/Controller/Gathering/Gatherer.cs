using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Status;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Controller.Caching;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Gathering;

/// <summary>Takes one picture of all that a balancer depends on.</summary>
/// <param name="datacenter">The only one whose nodes are in this cluster; null where the nodes of all are.</param>
public sealed class Gatherer(ClusterCache cache, IKubernetesClient client, TimeProvider time, string? datacenter = null)
{
    private const string NodeLeases = "kube-node-lease";

    private readonly ConditionalWeakTable<ExchangeBalancer, OtherBalancer> _others = [];

    /// <summary>The picture, or null when the balancer is gone.</summary>
    public async Task<ClusterSnapshot?> GatherAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var local = cache.Of(key.Namespace);
        if (local.Balancers.Store.Get(key) is not { Metadata.DeletionTimestamp: null } balancer)
            return null;
        var snapshot = new ClusterSnapshot
        {
            Balancer = balancer,
            Datacenter = datacenter,
            OtherBalancers = [.. cache.Namespaces.SelectMany(other => other.Balancers.Store.List()).Where(other => NamespacedName.Of(other) != key).Select(Other)],
            Nodes = [.. cache.Nodes.Store.List()],
            Secrets = SecretReferences.Of(balancer.Spec)
                .Select(reference => local.Secrets.Store.Get(new NamespacedName(key.Namespace, reference.Name)))
                .OfType<V1Secret>().DistinctBy(secret => secret.Metadata.Name).ToImmutableDictionary(secret => secret.Metadata.Name!, StringComparer.Ordinal),
            Pods = [.. local.Pods.Store.ByIndex(StoreIndexes.Balancer, StoreIndexes.Key(key))],
            Reports = [.. local.BalancerNodes.Store.ByIndex(StoreIndexes.Balancer, StoreIndexes.Key(key)).Where(report => report.Metadata.DeletionTimestamp is null)],
            Now = time.GetUtcNow(),
        };
        return snapshot with { NodeLeaseRenewals = await RenewalsAsync(snapshot, cancellationToken) };
    }

    // an object of a store is never changed, only replaced by another
    private OtherBalancer Other(ExchangeBalancer balancer) => _others.GetValue(balancer, static value => new OtherBalancer(value));

    private async Task<ImmutableDictionary<string, DateTimeOffset>> RenewalsAsync(ClusterSnapshot snapshot, CancellationToken cancellationToken)
    {
        var claims = Observation.Of(snapshot).Nodes.Where(node => node.ClaimsAddress).ToList();
        var renewals = ImmutableDictionary.CreateBuilder<string, DateTimeOffset>(StringComparer.Ordinal);
        if (claims.Count < 2)
            return renewals.ToImmutable();
        foreach (var claim in claims)
        {
            var lease = await client.GetAsync<V1Lease>(claim.Node, NodeLeases, cancellationToken);
            if (DateTimeOffset.TryParse(lease?.Spec?.RenewTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var renewed))
                renewals[claim.Node] = renewed;
        }

        return renewals.ToImmutable();
    }
}
