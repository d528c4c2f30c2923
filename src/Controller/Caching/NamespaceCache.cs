using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Controller.Caching;

/// <summary>What the API server has of one namespace, or of all, kept up to date by watches. Every change that a balancer depends on puts the balancer's key in the queue.</summary>
public sealed class NamespaceCache
{
    private readonly Action<NamespacedName> _enqueue;

    /// <param name="namespace">Null for all namespaces.</param>
    public NamespaceCache(string? @namespace, IKubernetesClient client, Action<NamespacedName> enqueue, ILoggerFactory loggers, TimeProvider time)
    {
        _enqueue = enqueue;
        Balancers = Watch<ExchangeBalancer>(selector: null);
        // all Secrets: those that balancers refer to carry no label of ours
        Secrets = Watch<V1Secret>(selector: null);
        BalancerNodes = Watch<BalancerNode>(selector: null);
        // and all of every other kind that is applied: what is not in these stores is not there, and need not be asked for before it is made
        ServiceAccounts = Watch<V1ServiceAccount>(selector: null);
        Roles = Watch<V1Role>(selector: null);
        RoleBindings = Watch<V1RoleBinding>(selector: null);
        DaemonSets = Watch<V1DaemonSet>(selector: null);
        Pods = Watch<V1Pod>(Labels.ManagedSelector);

        Balancers.Store.AddIndex(StoreIndexes.Secret, balancer => SecretReferences.Of(balancer.Spec)
            .Select(reference => reference.Name).OfType<string>().Distinct(StringComparer.Ordinal).Select(name => StoreIndexes.Key(balancer, name)));
        BalancerNodes.Store.AddIndex(StoreIndexes.Balancer, report => report.Spec?.Balancer is { } balancer ? [StoreIndexes.Key(report, balancer)] : []);
        Pods.Store.AddIndex(StoreIndexes.Balancer, pod => pod.Metadata.Labels?.TryGetValue(Names.BalancerLabel, out var balancer) == true ? [StoreIndexes.Key(pod, balancer)] : []);
        StoreIndexes.AddOwner(BalancerNodes.Store);
        StoreIndexes.AddOwner(Secrets.Store);
        StoreIndexes.AddOwner(ServiceAccounts.Store);
        StoreIndexes.AddOwner(Roles.Store);
        StoreIndexes.AddOwner(RoleBindings.Store);
        StoreIndexes.AddOwner(DaemonSets.Store);

        Balancers.AddEventHandler((before, after) =>
        {
            if (Changes.OfWish(before, after))
                _enqueue(NamespacedName.Of(after ?? before!));
        });
        Secrets.AddEventHandler((before, after) =>
        {
            EnqueueByLabel(before, after);
            EnqueueReferrers(after ?? before!);
        });
        BalancerNodes.AddEventHandler((before, after) => Enqueue(after ?? before!, (after ?? before!).Spec.Balancer));
        ServiceAccounts.AddEventHandler(EnqueueByLabel);
        Roles.AddEventHandler(EnqueueByLabel);
        RoleBindings.AddEventHandler(EnqueueByLabel);
        DaemonSets.AddEventHandler((before, after) =>
        {
            if (Changes.OfDaemonSet(before, after))
                EnqueueByLabel(before, after);
        });
        Pods.AddEventHandler((before, after) =>
        {
            if (Changes.OfPod(before, after))
                EnqueueByLabel(before, after);
        });

        Informer<T> Watch<T>(string? selector)
            where T : class, IKubernetesObject =>
            new(client, new InformerOptions { Namespace = @namespace, LabelSelector = selector }, loggers.CreateLogger<Informer<T>>(), time);
    }

    public Informer<ExchangeBalancer> Balancers { get; }

    public Informer<BalancerNode> BalancerNodes { get; }

    public Informer<V1Secret> Secrets { get; }

    public Informer<V1ServiceAccount> ServiceAccounts { get; }

    public Informer<V1Role> Roles { get; }

    public Informer<V1RoleBinding> RoleBindings { get; }

    public Informer<V1DaemonSet> DaemonSets { get; }

    public Informer<V1Pod> Pods { get; }

    public IEnumerable<IInformer> Informers => [Balancers, BalancerNodes, Secrets, ServiceAccounts, Roles, RoleBindings, DaemonSets, Pods];

    private void EnqueueByLabel(IKubernetesObject? before, IKubernetesObject? after)
    {
        foreach (var value in new[] { before, after })
        {
            if (value?.Metadata.Labels?.TryGetValue(Names.BalancerLabel, out var balancer) == true)
                Enqueue(value, balancer);
        }
    }

    private void Enqueue(IKubernetesObject beside, string balancer) => _enqueue(new NamespacedName(beside.Metadata.Namespace!, balancer));

    private void EnqueueReferrers(V1Secret secret)
    {
        foreach (var balancer in Balancers.Store.ByIndex(StoreIndexes.Secret, StoreIndexes.Key(secret, secret.Metadata.Name!)))
            _enqueue(NamespacedName.Of(balancer));
    }
}
