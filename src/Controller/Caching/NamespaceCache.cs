using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Controller.Caching;

/// <summary>What the API server has of one namespace, kept up to date by watches. Every change that a balancer depends on puts the balancer's key in the queue.</summary>
public sealed class NamespaceCache
{
    private readonly Action<NamespacedName> _enqueue;

    public NamespaceCache(string @namespace, IKubernetesClient client, Action<NamespacedName> enqueue, ILoggerFactory loggers, TimeProvider time)
    {
        Namespace = @namespace;
        _enqueue = enqueue;
        Balancers = Watch<ExchangeBalancer>(selector: null);
        // all Secrets: those that balancers refer to carry no label of ours
        Secrets = Watch<V1Secret>(selector: null);
        BalancerNodes = Watch<BalancerNode>(selector: null);
        ServiceAccounts = Watch<V1ServiceAccount>(Labels.ManagedSelector);
        Roles = Watch<V1Role>(Labels.ManagedSelector);
        RoleBindings = Watch<V1RoleBinding>(Labels.ManagedSelector);
        DaemonSets = Watch<V1DaemonSet>(Labels.ManagedSelector);
        Pods = Watch<V1Pod>(Labels.ManagedSelector);

        Balancers.AddEventHandler((before, after) =>
        {
            if (Changes.OfWish(before, after))
                _enqueue(NamespacedName.Of(after ?? before!));
        });
        Secrets.AddEventHandler((before, after) =>
        {
            EnqueueByLabel(before, after);
            EnqueueReferrers((after ?? before!).Metadata.Name!);
        });
        BalancerNodes.AddEventHandler((before, after) => _enqueue(new NamespacedName(Namespace, (after ?? before!).Spec.Balancer)));
        ServiceAccounts.AddEventHandler(EnqueueByLabel);
        Roles.AddEventHandler(EnqueueByLabel);
        RoleBindings.AddEventHandler(EnqueueByLabel);
        DaemonSets.AddEventHandler(EnqueueByLabel);
        Pods.AddEventHandler((before, after) =>
        {
            if (Changes.OfPod(before, after))
                EnqueueByLabel(before, after);
        });

        Informer<T> Watch<T>(string? selector)
            where T : class, IKubernetesObject =>
            new(client, new InformerOptions { Namespace = @namespace, LabelSelector = selector }, loggers.CreateLogger<Informer<T>>(), time);
    }

    public string Namespace { get; }

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
                _enqueue(new NamespacedName(Namespace, balancer));
        }
    }

    private void EnqueueReferrers(string secret)
    {
        foreach (var balancer in Balancers.Store.List())
        {
            if (SecretReferences.Of(balancer.Spec).Any(reference => reference.Name == secret))
                _enqueue(NamespacedName.Of(balancer));
        }
    }
}
