using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ExchangeHA.Kubernetes.Queues;

/// <summary>Measures of one queue, each with the queue's name, by the meter <see cref="MeterName"/>.</summary>
public sealed class WorkQueueMetrics : IDisposable
{
    public const string MeterName = "ExchangeHA.Kubernetes.Queues";

    private static readonly InstrumentAdvice<double> Waits = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 5, 10, 30, 60] };

    private readonly Meter _meter;
    private readonly Counter<long> _adds;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _latency;
    private readonly Histogram<double> _duration;

    /// <param name="depth">Keys that wait for a worker.</param>
    /// <param name="longestRunning">For how long the key has been worked on that has been for longest.</param>
    internal WorkQueueMetrics(string queue, Func<int> depth, Func<TimeSpan> longestRunning)
    {
        _meter = new Meter(MeterName, version: null, [new("queue", queue)]);
        _adds = _meter.CreateCounter<long>("exchange_ha_workqueue_adds", "{key}", "Keys put into a queue that did not hold them.");
        _retries = _meter.CreateCounter<long>("exchange_ha_workqueue_retries", "{key}", "Keys put back after a failure.");
        _latency = _meter.CreateHistogram("exchange_ha_workqueue_latency", "s", "Time that keys waited for a worker.", tags: null, Waits);
        _duration = _meter.CreateHistogram("exchange_ha_reconcile_duration", "s", "Time that a reconciliation took, by its result: success, requeue, terminal, error.", tags: null, Waits);
        _meter.CreateObservableGauge("exchange_ha_workqueue_depth", depth, "{key}", "Keys that wait for a worker.");
        _meter.CreateObservableGauge("exchange_ha_workqueue_longest_running", () => longestRunning().TotalSeconds, "s", "For how long the key that has been worked on for longest has been.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Added() => _adds.Add(1);

    internal void Retried() => _retries.Add(1);

    internal void Taken(TimeSpan waited) => _latency.Record(waited.TotalSeconds);

    internal void Reconciled(string result, TimeSpan took) => _duration.Record(took.TotalSeconds, new TagList { { "result", result } });
}
