using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Probes;
using ExchangeHA.Agent.Reports;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Metrics;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Keepalived;

/// <summary>The agent beside keepalived.</summary>
public sealed class KeepalivedAgent
{
    private readonly IKubernetesClient _client;
    private readonly AgentOptions _options;
    private readonly ILoggerFactory _logging;
    private readonly TimeProvider _time;
    private readonly string _key;
    private readonly SecretWatcher _watcher;
    private readonly KeepalivedDaemon _daemon;
    private readonly ConfigurationStore _store;
    private readonly TrackFile _trackFile;

    public KeepalivedAgent(IKubernetesClient client, AgentOptions options, ILoggerFactory logging, TimeProvider time)
    {
        (_client, _options, _logging, _time) = (client, options, logging, time);
        _key = Names.KeepalivedFile(options.Node);
        _watcher = new(client, options.Namespace, options.Secret, logging.CreateLogger<Informer<V1Secret>>());
        _daemon = new(options.Paths, time);
        _store = new(options.Paths.RunningKeepalivedFile);
        _trackFile = new(options.Paths.TrackFile);
    }

    /// <summary>The init container: ends when keepalived has a configuration to start from, a track file that says failed, and its fifo.</summary>
    public async Task StageAsync(CancellationToken cancellationToken)
    {
        _trackFile.Write(healthy: false);
        Native.MakeFifo(_options.Paths.NotifyFifo);
        await new ConfigurationStager(_daemon, _store, _watcher, _options.Paths.MountedDirectory, _key, _time, _logging.CreateLogger<ConfigurationStager>())
            .StageAsync(cancellationToken);
        new CleanStart(_options.Paths).Prepare(_store.Running!, LocalAddresses.HoldsAny);
    }

    /// <summary>keepalived's container: becomes keepalived. Needs no API server.</summary>
    public static Task<int> LaunchAsync(AgentOptions options, ILoggerFactory logging, CancellationToken cancellationToken) =>
        new KeepalivedLauncher(options.Paths, logging.CreateLogger<KeepalivedLauncher>()).RunAsync(cancellationToken);

    /// <summary>keepalived's preStop hook: the address leaves while keepalived still runs. Needs no API server.</summary>
    public static Task HandOverAsync(AgentOptions options, ILoggerFactory logging, TimeProvider time, CancellationToken cancellationToken)
    {
        var trackFile = new TrackFile(options.Paths.TrackFile);
        return new ConfigurationStore(options.Paths.RunningKeepalivedFile).Running?.Header is { } header
            ? NewHandOver(logging, time).RunAsync(header, () => trackFile.Write(healthy: false), cancellationToken)
            : Task.CompletedTask;
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var paths = _options.Paths;
        using var exporter = new PrometheusExporter(AgentMetrics.MeterName, KubernetesMetrics.MeterName);
        using var metrics = new AgentMetrics(_time);
        NodeReporter? reporter = null;
        VrrpStateTracker? tracker = null;
        var applier = new ConfigurationApplier(_daemon, _store, _logging.CreateLogger<ConfigurationApplier>())
        {
            Reloaded = (reason, succeeded) =>
            {
                metrics.Reloaded(reason, succeeded);
                tracker?.OnConfiguration();
            },
            RefusedOne = metrics.Refused,
        };
        metrics.Watch(() => applier.Running, () => applier.Refused);
        var staged = _store.Running?.Header;
        ConfigurationHeader? Header() => applier.Running?.Header ?? staged;
        bool Runs() => PidFile.TryRead(paths.KeepalivedPidFile) is not null && PidFile.TryRead(paths.VrrpPidFile) is not null;
        bool Holds() => LocalAddresses.HoldsAny(Header()?.VirtualAddresses ?? []);
        tracker = new VrrpStateTracker(
            paths.VrrpStateFile, () => _store.Running?.Text, Holds, Runs, _time, _logging.CreateLogger<VrrpStateTracker>())
        {
            Changed = state =>
            {
                metrics.Became(state);
                reporter?.Notify(urgent: true);
            },
        };
        metrics.Watch(() => tracker.Current?.State);
        var loop = new ConfigurationLoop(_watcher, _key, applier, _logging.CreateLogger<ConfigurationLoop>()) { Changed = () => reporter?.Notify() };
        var trackFile = new TrackFileWriter(_trackFile, Header, () => applier.Running is not null, Holds, NewHandOver(_logging, _time).RunAsync, _time, _logging.CreateLogger<TrackFileWriter>());
        var freeze = new FreezeWatch(paths, () => tracker is { Current.State: VrrpState.MASTER, Notified: null or VrrpState.MASTER }, () => applier.Running?.Text, _time, _logging.CreateLogger<FreezeWatch>());
        reporter = new NodeReporter(
            _client,
            _options.Namespace,
            _options.BalancerNode,
            Names.KeepalivedAgentFieldManager,
            () => new() { Vrrp = VrrpReports.Of(_options.Pod, applier.Running, applier.Refused, tracker.Current, NodeInterface.All()) },
            _logging.CreateLogger<NodeReporter>());
        await TaskGroup.RunAsync(
            cancellationToken,
            loop.RunAsync,
            trackFile.RunAsync,
            tracker.RunAsync,
            freeze.RunAsync,
            token => NotifyFifo.RunAsync(paths.NotifyFifo, tracker.OnLine, token),
            reporter.RunAsync,
            token => ProbeServer.RunAsync(_options.Port, () => loop.IsReady && Runs(), () => true, exporter.Collect, token));
    }

    private static PlannedHandOver NewHandOver(ILoggerFactory logging, TimeProvider time) => new(time, logging.CreateLogger<PlannedHandOver>());
}
