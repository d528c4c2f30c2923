using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Controller.Caching;

/// <summary>What the API server has of the namespaces that are served, and of the cluster's nodes.</summary>
public sealed class ClusterCache
{
    private readonly Dictionary<string, NamespaceCache> _namespaces;

    public ClusterCache(IEnumerable<string> namespaces, IKubernetesClient client, Action<NamespacedName> enqueue, ILoggerFactory loggers, TimeProvider time)
    {
        _namespaces = namespaces.Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => new NamespaceCache(name, client, enqueue, loggers, time), StringComparer.Ordinal);
        Nodes = new Informer<V1Node>(client, new InformerOptions(), loggers.CreateLogger<Informer<V1Node>>(), time);
        Nodes.AddEventHandler((before, after) =>
        {
            if (!Changes.OfNode(before, after))
                return;
            foreach (var balancer in _namespaces.Values.SelectMany(cache => cache.Balancers.Store.List()))
                enqueue(NamespacedName.Of(balancer));
        });
    }

    public Informer<V1Node> Nodes { get; }

    public IReadOnlyCollection<NamespaceCache> Namespaces => _namespaces.Values;

    public IEnumerable<IInformer> Informers => Namespaces.SelectMany(cache => cache.Informers).Prepend(Nodes);

    public NamespaceCache Of(string @namespace) => _namespaces[@namespace];
}
