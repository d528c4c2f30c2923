using System.Text;
using System.Text.Json.Nodes;
using ExchangeHA.Kubernetes.Http;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Queues;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Events;

/// <summary>
/// Writes events about objects, in the background. The same event again only counts up the one that is there; an object that
/// has ever new things to say of one kind is cut short. Recording never throws and never waits.
/// </summary>
public sealed partial class EventRecorder : IDisposable
{
    private const int MaxEntries = 2048;

    /// <summary>Events are extras: after so many failures one is given up.</summary>
    private const int MaxFailures = 5;

    /// <summary>Of one object and one reason: so many different events at once, then one in five minutes, as client-go has it for an object as a whole. Servers that come and go all day must not silence a certificate that ends.</summary>
    private const int ObjectBurst = 25;
    private const double ObjectRate = 1.0 / 300;

    /// <summary>A repeated event is counted up on the server at most this often.</summary>
    private static readonly TimeSpan SeriesInterval = TimeSpan.FromSeconds(10);

    /// <summary>What was not said for so long is forgotten here. Said again, it is found on the server.</summary>
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(10);

    /// <summary>Events are told if they can be; a stop does not wait long for them.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, EventEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<(V1ObjectReference Regarding, string Reason), TokenBucket> _buckets = [];
    private readonly IKubernetesClient _client;
    private readonly string _controller;
    private readonly string _instance;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;
    private readonly WorkQueue<string> _queue;

    /// <summary>A recorder; nothing is written before <see cref="RunAsync"/>.</summary>
    /// <param name="reportingController">Who reports, such as <c>exchange-ha.io/operator</c>.</param>
    /// <param name="reportingInstance">Which of them, such as the pod's name.</param>
    public EventRecorder(IKubernetesClient client, string reportingController, string reportingInstance, ILogger<EventRecorder> logger, TimeProvider? timeProvider = null)
    {
        (_client, _controller, _instance, _logger, _timeProvider) = (client, reportingController, reportingInstance, logger, timeProvider ?? TimeProvider.System);
        _queue = new WorkQueue<string>(_timeProvider, TimeSpan.FromSeconds(1), name: "events");
    }

    /// <summary>Records what happened to an object.</summary>
    /// <param name="reason">Why, in one CamelCase word, for programs.</param>
    /// <param name="action">What was done about it, in one CamelCase word.</param>
    /// <param name="note">For people; cut at 1 KiB.</param>
    public void Record(IKubernetesObject regarding, EventType type, string reason, string action, string note) => Record(
        new V1ObjectReference
        {
            ApiVersion = regarding.ApiVersion,
            Kind = regarding.Kind,
            Namespace = regarding.Metadata.Namespace,
            Name = regarding.Metadata.Name,
            Uid = regarding.Metadata.Uid,
        },
        type, reason, action, note);

    /// <inheritdoc cref="Record(IKubernetesObject, EventType, string, string, string)"/>
    public void Record(V1ObjectReference regarding, EventType type, string reason, string action, string note)
    {
        try
        {
            var now = _timeProvider.GetUtcNow();
            var value = EventBuilder.Build(regarding, type, reason, action, note, _controller, _instance, now);
            var name = value.Metadata.Name!;
            lock (_lock)
            {
                if (_entries.TryGetValue(name, out var entry))
                {
                    entry.Count++;
                    entry.LastSeenAt = now;
                    if (entry.WrittenCount > 0)
                        _queue.AddAfter(name, SeriesInterval - _timeProvider.GetElapsedTime(entry.WrittenAt));
                    return;
                }
                if (!MakeRoom(now) || !BucketOf(regarding, reason).TryTake())
                {
                    Log.Dropped(_logger, reason, regarding.Kind, regarding.Namespace, regarding.Name);
                    return;
                }
                _entries.Add(name, new EventEntry(value, now));
            }
            _queue.Add(name);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, reason, regarding?.Kind, regarding?.Namespace, regarding?.Name, exception);
        }
    }

    /// <summary>Writes what is recorded until cancelled, then what is left, if that is quickly done, and returns.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => new WorkerPool<string>(_queue, WriteAsync, 1, _logger, DrainTimeout, _timeProvider).RunAsync(cancellationToken);

    public void Dispose() => _queue.Dispose();

    private async Task<ReconciliationResult> WriteAsync(string name, CancellationToken cancellationToken)
    {
        EventEntry? entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(name, out entry) || entry.Count == entry.WrittenCount)
                return ReconciliationResult.Done;
        }
        try
        {
            await WriteAsync(entry, cancellationToken);
            lock (_lock)
                return entry.Count == entry.WrittenCount ? ReconciliationResult.Done : ReconciliationResult.RequeueAfter(SeriesInterval);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && _queue.NumRequeues(name) + 1 >= MaxFailures)
        {
            var regarding = entry.Value.Regarding!;
            Log.Failed(_logger, entry.Value.Reason, regarding.Kind, regarding.Namespace, regarding.Name, exception);
            lock (_lock)
                _entries.Remove(name);
            return ReconciliationResult.Done;
        }
    }

    private async Task WriteAsync(EventEntry entry, CancellationToken cancellationToken)
    {
        if (entry.WrittenCount == 0 && await TryCreateAsync(entry, cancellationToken))
            return;
        var series = Series(entry);
        var patch = new JsonObject { ["series"] = new JsonObject { ["count"] = series.Count, ["lastObservedTime"] = series.LastObservedTime } };
        try
        {
            await _client.PatchAsync<V1Event>(entry.Value.Metadata.Name!, entry.Value.Metadata.Namespace, Encoding.UTF8.GetBytes(patch.ToJsonString()), cancellationToken);
            Written(entry, series.Count);
        }
        catch (KubernetesException exception) when (exception.IsNotFound)
        {
            // The server forgets events after an hour.
            lock (_lock)
                entry.WrittenCount = 0;
            await TryCreateAsync(entry, cancellationToken);
        }
    }

    /// <summary>False when the server has the event already, from before this process or from another replica; its count is then taken over.</summary>
    private async Task<bool> TryCreateAsync(EventEntry entry, CancellationToken cancellationToken)
    {
        var series = Series(entry);
        try
        {
            await _client.CreateAsync(entry.Value with { Series = series.Count > 1 ? series : null }, cancellationToken);
            Written(entry, series.Count);
            return true;
        }
        catch (KubernetesException exception) when (exception.IsConflict)
        {
            var existing = await _client.GetAsync<V1Event>(entry.Value.Metadata.Name!, entry.Value.Metadata.Namespace, cancellationToken);
            if (existing is null)
                throw new InvalidOperationException("The event vanished while it was counted up.", exception);
            lock (_lock)
            {
                entry.WrittenCount = existing.Series?.Count ?? 1;
                entry.Count += entry.WrittenCount;
            }
            return false;
        }
    }

    private V1EventSeries Series(EventEntry entry)
    {
        lock (_lock)
            return new V1EventSeries { Count = entry.Count, LastObservedTime = MicroTime.Format(entry.LastSeenAt) };
    }

    private void Written(EventEntry entry, int count)
    {
        lock (_lock)
        {
            entry.WrittenCount = count;
            entry.WrittenAt = _timeProvider.GetTimestamp();
        }
    }

    private bool MakeRoom(DateTimeOffset now)
    {
        if (_entries.Count < MaxEntries)
            return true;
        foreach (var (name, entry) in _entries)
        {
            if (now - entry.LastSeenAt > ForgetAfter)
                _entries.Remove(name);
        }
        return _entries.Count < MaxEntries;
    }

    private TokenBucket BucketOf(V1ObjectReference regarding, string reason)
    {
        var key = (regarding with { ResourceVersion = null }, reason);
        if (_buckets.TryGetValue(key, out var bucket))
            return bucket;
        // Rarely, every object starts anew; nothing is kept of objects for ever.
        if (_buckets.Count >= MaxEntries)
            _buckets.Clear();
        return _buckets[key] = new TokenBucket(ObjectRate, ObjectBurst, _timeProvider);
    }
}
