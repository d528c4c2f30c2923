using ExchangeHA.Balancing.Api;
using ExchangeHA.Bench.Fleet;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Controller.Caching;
using ExchangeHA.Controller.Gathering;
using ExchangeHA.Controller.Reporting;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.FakeApiServer;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Events;
using ExchangeHA.Kubernetes.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Controller.Tests.Soak;

/// <summary>The operator's parts as its process has them, without the election, which writes its lease for ever, over a server with many balancers.</summary>
internal sealed class Fleet : IDisposable
{
    private readonly KubernetesClient _client;
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly EventRecorder _events;
    private readonly ClusterCache _cache;
    private readonly BalancerMetrics _metrics = new();
    private readonly WorkerPool<NamespacedName> _workers;

    public Fleet(FakeServer server, TimeProvider time)
    {
        var configuration = new KubernetesClientConfiguration { Host = server.Address, UseEnvironmentProxy = false, QueriesPerSecond = 1e6, Burst = 1_000_000, RequestTimeout = TimeSpan.FromHours(1) };
        _client = new KubernetesClient(configuration, [BalancingJsonContext.Default], NullLogger<KubernetesClient>.Instance, time);
        _queue = new WorkQueue<NamespacedName>(time);
        _events = new EventRecorder(_client, "exchange-ha.io/operator", "soak", NullLogger<EventRecorder>.Instance, time);
        _cache = new ClusterCache([FleetObjects.Namespace], _client, _queue.Add, NullLoggerFactory.Instance, time);
        var objects = new ObjectApplier(_client, NullLogger<ObjectApplier>.Instance);
        var controller = new BalancerController(
            _cache,
            new Gatherer(_cache, _client, time),
            new ManifestApplier(_client, objects),
            objects,
            new StatusWriter(_client, NullLogger<StatusWriter>.Instance),
            new MomentRecorder(_events),
            _metrics,
            Cluster.Settings);
        _workers = new WorkerPool<NamespacedName>(_queue, controller.ReconcileAsync, workers: 4, NullLogger.Instance, timeProvider: time);
    }

    /// <summary>Nobody works, nobody waits to, and everything that happens is heard of.</summary>
    public bool IsIdle => _queue is { Count: 0, DelayedCount: 0 } && _cache.Informers.All(informer => informer.IsWatching);

    /// <summary>Puts made-up balancers of one datacenter on the server, each with a node of its own.</summary>
    public static void Populate(FakeServer server, int count)
    {
        server.CreateNamespace(FleetObjects.Namespace);
        var balancers = ResourceKinds.Find(ExchangeBalancer.Group, ExchangeBalancer.Version, "exchangebalancers")!;
        var nodes = ResourceKinds.Find("", "v1", "nodes")!;
        for (var index = 0; index < count; index++)
        {
            var balancer = FleetObjects.Balancer(index);
            balancer.Spec.Datacenters.RemoveAt(1);
            server.Set(new ObjectKey(balancers, FleetObjects.Namespace, FleetObjects.NameOf(index)), ApiJson.ToNode(balancer));
            var node = FleetObjects.Nodes(index).First();
            server.Set(new ObjectKey(nodes, "", node.Metadata.Name!), ApiJson.ToNode(node));
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var informers = _cache.Informers.ToList();
        var watching = Task.WhenAll(informers.Select(informer => informer.RunAsync(cancellationToken)));
        var telling = _events.RunAsync(cancellationToken);
        await Task.WhenAll(informers.Select(informer => informer.Synced)).WaitAsync(cancellationToken);
        await _workers.RunAsync(cancellationToken);
        await Task.WhenAll(watching, telling);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _events.Dispose();
        _queue.Dispose();
        _client.Dispose();
    }
}
