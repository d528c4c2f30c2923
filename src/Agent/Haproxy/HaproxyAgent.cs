using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Probes;
using ExchangeHA.Agent.Reports;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Metrics;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>The agent beside haproxy.</summary>
public sealed class HaproxyAgent
{
    private readonly AgentOptions _options;
    private readonly ILoggerFactory _logging;
    private readonly TimeProvider _time;
    private readonly SecretWatcher _watcher;
    private readonly ServerStateKeeper _states;
    private readonly HaproxyDaemon _daemon;
    private readonly ConfigurationStore _store;
    private readonly IKubernetesClient _client;

    public HaproxyAgent(IKubernetesClient client, AgentOptions options, ILoggerFactory logging, TimeProvider time)
    {
        (_client, _options, _logging, _time) = (client, options, logging, time);
        var paths = options.Paths;
        _watcher = new(client, options.Namespace, options.Secret, logging.CreateLogger<Informer<V1Secret>>());
        _states = new(new HaproxySocket(paths.AdminSocket), paths.ServerStateFile, logging.CreateLogger<ServerStateKeeper>());
        _daemon = new(paths, Native.HardFileLimit(), _states, time, logging.CreateLogger<HaproxyDaemon>());
        _store = new(paths.RunningHaproxyFile);
    }

    /// <summary>The init container: ends when haproxy has a configuration to start from.</summary>
    public Task StageAsync(CancellationToken cancellationToken)
    {
        _states.Ensure();
        return new ConfigurationStager(_daemon, _store, _watcher, _options.Paths.MountedDirectory, Names.HaproxyFile, _time, _logging.CreateLogger<ConfigurationStager>())
            .StageAsync(cancellationToken);
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var exporter = new PrometheusExporter(AgentMetrics.MeterName, KubernetesMetrics.MeterName);
        using var metrics = new AgentMetrics(_time);
        var applier = new ConfigurationApplier(_daemon, _store, _logging.CreateLogger<ConfigurationApplier>())
        {
            Reloaded = metrics.Reloaded,
            RefusedOne = metrics.Refused,
        };
        metrics.Watch(() => applier.Running, () => applier.Refused);
        metrics.Watch(_daemon.OldWorkers);
        NodeReporter? reporter = null;
        var monitor = new ServerHealthMonitor(new HaproxySocket(_options.Paths.AdminSocket), _states, () => applier.Running?.Text, _time) { Changed = () => reporter?.Notify() };
        var loop = new ConfigurationLoop(_watcher, Names.HaproxyFile, applier, _logging.CreateLogger<ConfigurationLoop>()) { Changed = () => reporter?.Notify() };
        reporter = new NodeReporter(
            _client,
            _options.Namespace,
            _options.BalancerNode,
            Names.HaproxyAgentFieldManager,
            () => new() { Haproxy = HaproxyReports.Of(_options.Pod, applier.Running?.Revision, applier.Refused, Lowered(applier.Running), monitor.Servers, _daemon.OldWorkers.Ended) },
            _logging.CreateLogger<NodeReporter>());
        await TaskGroup.RunAsync(
            cancellationToken,
            loop.RunAsync,
            monitor.RunAsync,
            reporter.RunAsync,
            token => ProbeServer.RunAsync(_options.Port, () => loop.IsReady && monitor.IsAnswering, () => true, exporter.Collect, token));
    }

    /// <summary>haproxy's preStop hook.</summary>
    public static Task HandOverAsync(AgentOptions options, ILoggerFactory logging, TimeProvider time, CancellationToken cancellationToken) =>
        new HandOver(options.Paths, time, logging.CreateLogger<HandOver>()).RunAsync(masterPid: 1, cancellationToken);

    /// <summary>The bound that the node's file limit put, when it put one.</summary>
    private static int? Lowered(SealedConfiguration? running) => running is null ? null : FileLimit.LoweredIn(running.Text);
}
