using System.Diagnostics.Metrics;
using ExchangeHA.Kubernetes.Queues;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Queues;

public sealed class WorkQueueMetricsTests : IDisposable
{
    private const string Name = "measured";

    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _measures = [];
    private readonly MeterListener _listener = new();

    public WorkQueueMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // other tests' queues are measured beside this one's
            if (instrument.Meter.Name == WorkQueueMetrics.MeterName && Equals(instrument.Meter.Tags?.Single().Value, Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument, value.ToString()));
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Note(instrument, value.ToString()));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value.ToString(System.Globalization.CultureInfo.InvariantCulture) + (tags.Length > 0 ? $" {tags[0].Value}" : "")));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Depth_latency_and_longest_running_follow_the_keys()
    {
        using var queue = new WorkQueue<string>(_time, name: Name);
        queue.Add("a");
        queue.Add("a");
        queue.Add("b");
        _time.Advance(TimeSpan.FromSeconds(2));
        await queue.GetAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(3));
        _listener.RecordObservableInstruments();
        queue.Done("a");
        _listener.RecordObservableInstruments();
        queue.AddRateLimited("a");
        Measured("workqueue_adds").ShouldBe(["1", "1"]);
        Measured("workqueue_latency").ShouldBe(["2"]);
        Measured("workqueue_depth").ShouldBe(["1", "1"]);
        Measured("workqueue_longest_running").ShouldBe(["3", "0"]);
        Measured("workqueue_retries").ShouldBe(["1"]);
    }

    [Fact]
    public async Task Every_reconciliation_is_measured_with_its_result()
    {
        using var queue = new WorkQueue<string>(_time, name: Name);
        string[] keys = ["requeue", "terminal", "error", "success"];
        foreach (var key in keys)
            queue.Add(key);
        var running = new WorkerPool<string>(queue, (key, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(key switch
            {
                "requeue" => ReconciliationResult.RequeueAfter(TimeSpan.FromHours(1)),
                "terminal" => ReconciliationResult.Terminal("for good"),
                "error" => throw new InvalidOperationException("for a while"),
                _ => ReconciliationResult.Done,
            });
        }, 1, NullLogger.Instance, timeProvider: _time).RunAsync(CancellationToken.None);
        await queue.ShutDownAsync().WaitAsync(Eventually.Limit);
        await running.WaitAsync(Eventually.Limit);
        Measured("reconcile_duration").ShouldBe(keys.Select(key => $"1 {key}"));
    }

    private void Note(Instrument instrument, string value)
    {
        lock (_measures)
            _measures.Add($"{instrument.Name}={value}");
    }

    private IEnumerable<string> Measured(string name)
    {
        var prefix = $"exchange_ha_{name}=";
        lock (_measures)
            return [.. _measures.Where(measure => measure.StartsWith(prefix, StringComparison.Ordinal)).Select(measure => measure[prefix.Length..])];
    }
}
