using System.Collections.Concurrent;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Caching;
using ExchangeHA.Controller.Gathering;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Applying;

/// <summary>Makes all objects of a balancer as wished, in the order in which they need each other, and deletes those that are no longer wished for.</summary>
public sealed class ManifestApplier(IKubernetesClient client, ObjectApplier applier)
{
    /// <summary>The balancers whose objects this process has begun to make, with their uids.</summary>
    private readonly ConcurrentDictionary<NamespacedName, (string Uid, ConvergedObjects Converged)> _begun = new();

    public async Task ApplyAsync(ExchangeBalancer balancer, ManifestSet wished, RolloutState rollout, NamespaceCache live, CancellationToken cancellationToken)
    {
        var uid = balancer.Metadata.Uid!;
        var isFirst = !_begun.TryGetValue(NamespacedName.Of(balancer), out var begun) || begun.Uid != uid;
        var converged = isFirst ? new ConvergedObjects() : begun.Converged;
        _begun[NamespacedName.Of(balancer)] = (uid, converged);

        await ApplyAllAsync(wished.BalancerNodes, live.BalancerNodes);
        await ApplyAllAsync(wished.Secrets.Where(secret => !IsHeldBack(secret, rollout, live)), live.Secrets);
        await ApplyAllAsync(wished.ServiceAccounts, live.ServiceAccounts);
        await ApplyAllAsync(wished.Roles, live.Roles);
        await ApplyAllAsync(wished.RoleBindings, live.RoleBindings);
        await ApplyAllAsync(wished.DaemonSets, live.DaemonSets);

        await PruneAsync(wished.DaemonSets, live.DaemonSets);
        await PruneAsync(wished.RoleBindings, live.RoleBindings);
        await PruneAsync(wished.Roles, live.Roles);
        await PruneAsync(wished.ServiceAccounts, live.ServiceAccounts);
        await PruneAsync(wished.Secrets, live.Secrets);
        await PruneAsync(wished.BalancerNodes, live.BalancerNodes);

        async Task ApplyAllAsync<T>(IEnumerable<T> values, Informer<T> informer)
            where T : class, IKubernetesObject
        {
            foreach (var value in values)
            {
                var there = await FindAsync(value, informer, isFirst, cancellationToken);
                if (there is not null && !Ownership.IsOwnedBy(there, uid))
                    throw new ForeignObjectException(value);
                await applier.ApplyAsync(value, there, converged, cancellationToken);
            }
        }

        async Task PruneAsync<T>(IEnumerable<T> values, Informer<T> informer)
            where T : class, IKubernetesObject
        {
            var keep = values.Select(value => value.Metadata.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var value in informer.Store.ByIndex(StoreIndexes.Owner, uid).Where(value => value.Metadata.DeletionTimestamp is null && !keep.Contains(value.Metadata.Name)))
            {
                await applier.DeleteAsync(value, "its datacenter or node is no longer wished for", cancellationToken);
                converged.Remove(value);
            }
        }
    }

    /// <summary>The balancer is gone.</summary>
    public void Forget(NamespacedName key) => _begun.TryRemove(key, out _);

    // a haproxy.cfg that has never been applied has nobody to protect: it does not wait
    private static bool IsHeldBack(V1Secret secret, RolloutState rollout, NamespaceCache live) =>
        secret.Metadata.Labels is { } labels && labels[Names.ComponentLabel] == Names.Haproxy
        && rollout.HeldBack.Contains(labels[Names.DatacenterLabel])
        && live.Secrets.Store.Get(NamespacedName.Of(secret)) is not null;

    /// <summary>
    /// What is there of that name, anybody's. The stores hold every object of the namespace: while the watch is open, what is in none is not there. It is
    /// asked for by name all the same while the watch is not open, for to apply with force would take over what somebody has made meanwhile, and when
    /// this process may have written it before: then the store is behind that, or it was deleted.
    /// </summary>
    private async Task<T?> FindAsync<T>(T wished, Informer<T> informer, bool isFirst, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        // looked at before the store: what came in between is then in the store
        var isCurrent = informer.IsWatching;
        if (informer.Store.Get(NamespacedName.Of(wished)) is { } live)
            return live;
        return isFirst && isCurrent ? null : await client.GetAsync<T>(wished.Metadata.Name!, wished.Metadata.Namespace, cancellationToken);
    }
}
