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
    public async Task ApplyAsync(string uid, ManifestSet wished, RolloutState rollout, NamespaceCache live, CancellationToken cancellationToken)
    {
        await ApplyAllAsync(uid, wished.BalancerNodes, live.BalancerNodes.Store, cancellationToken);
        await ApplyAllAsync(uid, wished.Secrets.Where(secret => !IsHeldBack(secret, rollout, live)), live.Secrets.Store, cancellationToken);
        await ApplyAllAsync(uid, wished.ServiceAccounts, live.ServiceAccounts.Store, cancellationToken);
        await ApplyAllAsync(uid, wished.Roles, live.Roles.Store, cancellationToken);
        await ApplyAllAsync(uid, wished.RoleBindings, live.RoleBindings.Store, cancellationToken);
        await ApplyAllAsync(uid, wished.DaemonSets, live.DaemonSets.Store, cancellationToken);

        await PruneAsync(uid, wished.DaemonSets, live.DaemonSets.Store, cancellationToken);
        await PruneAsync(uid, wished.RoleBindings, live.RoleBindings.Store, cancellationToken);
        await PruneAsync(uid, wished.Roles, live.Roles.Store, cancellationToken);
        await PruneAsync(uid, wished.ServiceAccounts, live.ServiceAccounts.Store, cancellationToken);
        await PruneAsync(uid, wished.Secrets, live.Secrets.Store, cancellationToken);
        await PruneAsync(uid, wished.BalancerNodes, live.BalancerNodes.Store, cancellationToken);
    }

    // a haproxy.cfg that has never been applied has nobody to protect: it does not wait
    private static bool IsHeldBack(V1Secret secret, RolloutState rollout, NamespaceCache live) =>
        secret.Metadata.Labels is { } labels && labels[Names.ComponentLabel] == Names.Haproxy
        && rollout.HeldBack.Contains(labels[Names.DatacenterLabel])
        && live.Secrets.Store.Get(NamespacedName.Of(secret)) is not null;

    private async Task ApplyAllAsync<T>(string uid, IEnumerable<T> wished, ResourceStore<T> store, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        foreach (var value in wished)
        {
            // not in the cache may mean not labelled as ours, or not yet seen: asked once, before it is made
            var live = store.Get(NamespacedName.Of(value)) ?? await client.GetAsync<T>(value.Metadata.Name!, value.Metadata.Namespace, cancellationToken);
            if (live is not null && !Ownership.IsOwnedBy(live, uid))
                throw new ForeignObjectException(value);
            await applier.ApplyAsync(value, live, cancellationToken);
        }
    }

    private async Task PruneAsync<T>(string uid, IEnumerable<T> wished, ResourceStore<T> store, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var keep = wished.Select(value => value.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var value in store.List().Where(value => Ownership.IsOwnedBy(value, uid) && value.Metadata.DeletionTimestamp is null && !keep.Contains(value.Metadata.Name)).ToList())
            await applier.DeleteAsync(value, "its datacenter or node is no longer wished for", cancellationToken);
    }
}
