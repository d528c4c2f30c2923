using System.Diagnostics.Metrics;
using ExchangeHA.Controller;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Controller.Caching;
using ExchangeHA.Controller.Gathering;
using ExchangeHA.Controller.Reporting;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Events;
using ExchangeHA.Kubernetes.LeaderElection;
using ExchangeHA.Kubernetes.Metrics;
using ExchangeHA.Kubernetes.Queues;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Hosting;

/// <summary>The operator's process: every replica keeps its caches warm and answers probes, the leader alone reconciles.</summary>
internal sealed partial class OperatorHost(ControllerOptions options, string ownNamespace, int probesPort, int metricsPort, ILoggerFactory loggers)
{
    private const string LeaseName = "exchange-ha-operator";
    private const string MeterName = "ExchangeHA.Operator";

    // longer than an idle watch's deadline, so that only streams that do not come back are told of
    private static readonly TimeSpan StreamsMayBeSilent = TimeSpan.FromMinutes(4);

    private readonly ILogger _logger = loggers.CreateLogger<OperatorHost>();

    /// <returns>The process's exit code: 0 after a stop that was asked for, 1 after leadership was lost, so that Kubernetes starts it anew.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // "System.Runtime" is .NET's own: memory, collections, threads
        using var metrics = new PrometheusExporter(KubernetesMetrics.MeterName, WorkQueueMetrics.MeterName, BalancerMetrics.MeterName, MeterName, "System.Runtime");
        using var client = Clients.Create(loggers, options.QueriesPerSecond, options.Burst);
        using var queue = new WorkQueue<NamespacedName>(name: "balancers");
        var cache = new ClusterCache(options.Namespaces, client, queue.Add, loggers, TimeProvider.System);
        var informers = cache.Informers.ToList();
        var synced = Task.WhenAll(informers.Select(informer => informer.Synced));
        var streams = new InformerHealth(informers, StreamsMayBeSilent);
        await using var server = new OperatorServer(
            probesPort, metricsPort, streams.WhyNotAlive, () => synced.IsCompletedSuccessfully ? null : "the caches are not filled yet", metrics.Collect);
        await server.StartAsync(cancellationToken);
        Log.Started(_logger, options.Namespaces.Count == 0 ? "all namespaces" : string.Join(", ", options.Namespaces));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = Task.WhenAll(informers.Select(informer => informer.RunAsync(stop.Token)));
        try
        {
            var @lock = LeaseLock.OfPod(client, ownNamespace, LeaseName, Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName, Environment.GetEnvironmentVariable("POD_UID"));
            var elector = new LeaderElector(@lock, options: null, loggers.CreateLogger<LeaderElector>());
            using var meter = new Meter(MeterName);
            meter.CreateObservableGauge("exchange_ha_leader", () => elector.IsLeader ? 1 : 0, unit: null, "1 for the replica that leads, 0 for one that waits.");
            // the lease itself is written past the fence: it is what opens it
            var fenced = client.Behind(elector);
            using var events = new EventRecorder(fenced, "exchange-ha.io/operator", @lock.Identity, loggers.CreateLogger<EventRecorder>());
            // the queue has held every balancer since the caches were filled: whoever comes to lead starts with all of them
            await elector.RunAsync(token => LeadAsync(fenced, cache, queue, events, synced, token), cancellationToken);
            return 0;
        }
        catch (LeadershipLostException exception)
        {
            Log.LeadershipLost(_logger, exception.Message);
            return 1;
        }
        finally
        {
            await stop.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeadAsync(IKubernetesClient client, ClusterCache cache, WorkQueue<NamespacedName> queue, EventRecorder events, Task synced, CancellationToken cancellationToken)
    {
        await synced.WaitAsync(cancellationToken);
        var objects = new ObjectApplier(client, loggers.CreateLogger<ObjectApplier>());
        using var balancers = new BalancerMetrics();
        var controller = new BalancerController(
            cache,
            new Gatherer(cache, client, TimeProvider.System, options.Datacenter),
            new ManifestApplier(client, objects),
            objects,
            new StatusWriter(client, loggers.CreateLogger<StatusWriter>()),
            new MomentRecorder(events),
            balancers,
            options.Settings);
        var workers = new WorkerPool<NamespacedName>(queue, controller.ReconcileAsync, options.Workers, loggers.CreateLogger<WorkerPool<NamespacedName>>());
        // events are written until the last reconciliation has told its own
        using var reconciled = new CancellationTokenSource();
        var telling = events.RunAsync(reconciled.Token);
        var working = workers.RunAsync(cancellationToken);
        // to tell events ends before it is told to when leadership was lost: then this has to end as well
        await await Task.WhenAny(working, telling);
        await reconciled.CancelAsync();
        await telling;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Started; serves the balancers of {Namespaces}")]
        public static partial void Started(ILogger logger, string namespaces);

        [LoggerMessage(LogLevel.Error, "Ended because leadership was lost: {Reason}")]
        public static partial void LeadershipLost(ILogger logger, string reason);
    }
}
