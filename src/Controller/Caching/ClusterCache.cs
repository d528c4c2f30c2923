using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Controller.Caching;

/// <summary>What the API server has of the namespaces that are served, and of the cluster's nodes.</summary>
public sealed class ClusterCache
{
    private readonly Dictionary<string, NamespaceCache> _namespaces;
    private readonly NamespaceCache? _all;

    /// <param name="namespaces">Those that are served; empty for all.</param>
    public ClusterCache(IEnumerable<string> namespaces, IKubernetesClient client, Action<NamespacedName> enqueue, ILoggerFactory loggers, TimeProvider time)
    {
        _namespaces = namespaces.Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => new NamespaceCache(name, client, enqueue, loggers, time), StringComparer.Ordinal);
        if (_namespaces.Count == 0)
            _all = new NamespaceCache(@namespace: null, client, enqueue, loggers, time);
        Nodes = new Informer<V1Node>(client, new InformerOptions(), loggers.CreateLogger<Informer<V1Node>>(), time);
        Nodes.AddEventHandler((before, after) =>
        {
            if (!Changes.OfNode(before, after))
                return;
            foreach (var balancer in Namespaces.SelectMany(cache => cache.Balancers.Store.List()))
            {
                if (before is not null && NodeSelection.Selects(balancer.Spec, before) || after is not null && NodeSelection.Selects(balancer.Spec, after))
                    enqueue(NamespacedName.Of(balancer));
            }
        });
    }

    public Informer<V1Node> Nodes { get; }

    /// <summary>One for each namespace that is served, or one for all.</summary>
    public IReadOnlyCollection<NamespaceCache> Namespaces => _all is null ? _namespaces.Values : [_all];

    public IEnumerable<IInformer> Informers => Namespaces.SelectMany(cache => cache.Informers).Prepend(Nodes);

    public NamespaceCache Of(string @namespace) => _all ?? _namespaces[@namespace];
}
