using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace ExchangeHA.Kubernetes.Queues;

/// <summary>
/// Keys to work on. A key that is added again before it is taken counts once; one that is added while it is worked on is given out
/// again after <see cref="Done"/>, so no two workers ever have the same key. Thread-safe.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();

    /// <summary>Keys that are to be worked on, ready or waiting until the worker that has them is done, and since when.</summary>
    private readonly Dictionary<TKey, long> _dirty = [];

    /// <summary>Keys that are worked on, and since when.</summary>
    private readonly Dictionary<TKey, long> _processing = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly DelayedKeys<TKey> _delayed = new();
    private readonly ITimer _timer;
    private bool _shutDown;

    /// <summary>An empty queue.</summary>
    /// <param name="minBackoff">The wait after a key's first failure; it doubles with each further one. 50 ms if null.</param>
    /// <param name="maxBackoff">The longest such wait. 60 s if null.</param>
    /// <param name="name">What the queue's measures are labelled with.</param>
    public WorkQueue(TimeProvider? timeProvider = null, TimeSpan? minBackoff = null, TimeSpan? maxBackoff = null, string name = "default")
    {
        Name = name;
        Metrics = new WorkQueueMetrics(name, () => Count, LongestRunning);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _minBackoff = minBackoff ?? TimeSpan.FromMilliseconds(50);
        _maxBackoff = maxBackoff ?? TimeSpan.FromSeconds(60);
        _timer = _timeProvider.CreateTimer(static state => ((WorkQueue<TKey>)state!).ReleaseDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name { get; }

    internal WorkQueueMetrics Metrics { get; }

    /// <summary>Keys that wait for a worker.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _dirty.Count;
        }
    }

    /// <summary>Keys that are added later, each counted once.</summary>
    public int DelayedCount
    {
        get
        {
            lock (_lock)
                return _delayed.Count;
        }
    }

    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (!_shutDown)
                AddCore(key);
        }
    }

    /// <summary>Adds the key after a time. Of several such wishes for one key the earliest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }
        lock (_lock)
        {
            if (_shutDown)
                return;
            var due = _timeProvider.GetTimestamp() + (long)(Math.Min(delay.TotalSeconds, int.MaxValue) * _timeProvider.TimestampFrequency);
            if (_delayed.Add(key, due))
                SetTimer();
        }
    }

    /// <summary>Adds the key after its backoff, which grows until <see cref="Forget"/>.</summary>
    /// <returns>The backoff.</returns>
    public TimeSpan AddRateLimited(TKey key)
    {
        int failures;
        lock (_lock)
        {
            failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
        }
        Metrics.Retried();
        var delay = Math.Min(_minBackoff.TotalSeconds * Math.Pow(2, Math.Min(failures, 60)), _maxBackoff.TotalSeconds);
        AddAfter(key, TimeSpan.FromSeconds(delay));
        return TimeSpan.FromSeconds(delay);
    }

    /// <summary>The key's work succeeded: its next failure is the first again.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
            _failures.Remove(key);
    }

    /// <summary>How often the key failed since it was last forgotten.</summary>
    public int NumRequeues(TKey key)
    {
        lock (_lock)
            return _failures.GetValueOrDefault(key);
    }

    /// <summary>The next key, for which the caller then says <see cref="Done"/>. Not successful when the queue was shut down and is drained.</summary>
    public async ValueTask<(bool Success, TKey? Key)> GetAsync(CancellationToken cancellationToken)
    {
        while (await _ready.Reader.WaitToReadAsync(cancellationToken))
        {
            if (TryTake(out var key))
                return (true, key);
        }
        return (false, default);
    }

    /// <summary>The worker is done with the key.</summary>
    public void Done(TKey key)
    {
        lock (_lock)
        {
            _processing.Remove(key);
            if (_dirty.ContainsKey(key))
                _ready.Writer.TryWrite(key);
            CompleteIfDrained();
        }
    }

    /// <summary>Takes no more keys. Those that wait are still given out, except delayed ones.</summary>
    /// <returns>Done when every key was worked on.</returns>
    public Task ShutDownAsync()
    {
        lock (_lock)
        {
            _shutDown = true;
            _delayed.Clear();
            CompleteIfDrained();
        }
        return _ready.Reader.Completion;
    }

    public void Dispose()
    {
        lock (_lock)
            _shutDown = true;
        _timer.Dispose();
        Metrics.Dispose();
    }

    private TimeSpan LongestRunning()
    {
        lock (_lock)
            return _processing.Count == 0 ? TimeSpan.Zero : _timeProvider.GetElapsedTime(_processing.Values.Min());
    }

    private bool TryTake([MaybeNullWhen(false)] out TKey key)
    {
        lock (_lock)
        {
            if (!_ready.Reader.TryRead(out key))
                return false;
            var now = _timeProvider.GetTimestamp();
            if (_dirty.Remove(key, out var since))
                Metrics.Taken(_timeProvider.GetElapsedTime(since, now));
            _processing.Add(key, now);
            return true;
        }
    }

    private void AddCore(TKey key)
    {
        if (!_dirty.TryAdd(key, _timeProvider.GetTimestamp()))
            return;
        Metrics.Added();
        if (!_processing.ContainsKey(key))
            _ready.Writer.TryWrite(key);
    }

    private void CompleteIfDrained()
    {
        if (_shutDown && _dirty.Count == 0 && _processing.Count == 0)
            _ready.Writer.TryComplete();
    }

    private void ReleaseDue()
    {
        lock (_lock)
        {
            if (_shutDown)
                return;
            while (_delayed.TryTakeDue(_timeProvider.GetTimestamp(), out var key))
                AddCore(key);
            SetTimer();
        }
    }

    private void SetTimer()
    {
        if (_delayed.NextDue is not { } due)
            return;
        // A timer may not be set further ahead than 49 days; it then finds nothing due and is set again.
        var wait = _timeProvider.GetElapsedTime(_timeProvider.GetTimestamp(), due);
        var longest = TimeSpan.FromDays(1);
        // Whole milliseconds, rounded up: rounded down it would fire before the key is due, again and again.
        _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < longest ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : longest, Timeout.InfiniteTimeSpan);
    }
}
