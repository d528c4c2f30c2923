using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Caching;

/// <summary>A copy of the objects of one kind, kept up to date, and handlers that are told of changes.</summary>
public sealed partial class Informer<T> : IInformer, IReflectorTarget<T>
    where T : class, IKubernetesObject
{
    private readonly Reflector<T> _reflector;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;
    private readonly List<Action<T?, T?>> _handlers = [];
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _created;
    private Sign? _sign;
    private int _running;
    private volatile bool _watching;

    public Informer(IKubernetesClient client, InformerOptions? options, ILogger<Informer<T>> logger, TimeProvider? timeProvider = null)
    {
        _logger = logger;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _created = _timeProvider.GetTimestamp();
        _reflector = new Reflector<T>(client, this, options ?? new InformerOptions(), logger, _timeProvider);
    }

    public string Kind => EntityDefinition<T>.Attribute.Kind;

    public ResourceStore<T> Store { get; } = new();

    public Task Synced => _synced.Task;

    public DateTimeOffset? LastAlive => Volatile.Read(ref _sign)?.Time;

    public bool IsWatching => _watching;

    public bool IsAlive(TimeSpan within) => _timeProvider.GetElapsedTime(Volatile.Read(ref _sign)?.Timestamp ?? _created) <= within;

    /// <summary>
    /// Adds a handler, before the informer runs. It gets the object before and after: no old one when it was added, no new one when
    /// it was deleted. It is called after the store has changed, one change at a time, and may do no more than put a key into a queue.
    /// </summary>
    public void AddEventHandler(Action<T?, T?> handler)
    {
        if (Volatile.Read(ref _running) != 0)
            throw new InvalidOperationException("Handlers are added before the informer runs: a later one would have missed changes.");
        _handlers.Add(handler);
    }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            throw new InvalidOperationException("The informer runs already.");
        return _reflector.RunAsync(cancellationToken);
    }

    T IReflectorTarget<T>.Keep(T value)
    {
        // when all is listed again, there are never two copies of all
        if (Store.Get(NamespacedName.Of(value)) is { Metadata: { ResourceVersion: { Length: > 0 } version, Uid: var uid } } known && version == value.Metadata.ResourceVersion && uid == value.Metadata.Uid)
            return known;
        SharedParts.Share(value);
        (value as IPackable)?.Pack();
        return value;
    }

    void IReflectorTarget<T>.Replace(IReadOnlyList<T> items, IReadOnlyList<NamespacedName> undecodable)
    {
        foreach (var (old, @new) in Store.Replace(items, undecodable))
            Notify(old, @new);
        _synced.TrySetResult();
    }

    void IReflectorTarget<T>.Set(T value) => Notify(Store.Set(value), value);

    void IReflectorTarget<T>.Remove(T value)
    {
        // The stored object is preferred: of the deleted one perhaps only the metadata could be read.
        if (Store.Remove(NamespacedName.Of(value)) is { } old)
            Notify(old, null);
    }

    void IReflectorTarget<T>.Alive() => Volatile.Write(ref _sign, new Sign(_timeProvider.GetUtcNow(), _timeProvider.GetTimestamp()));

    void IReflectorTarget<T>.Watching(bool open) => _watching = open;

    private void Notify(T? old, T? @new)
    {
        // Listed again or delivered twice, unchanged.
        if (old?.Metadata.ResourceVersion is { } version && version == @new?.Metadata.ResourceVersion && old.Metadata.Uid == @new.Metadata.Uid)
            return;
        foreach (var handler in _handlers)
        {
            try
            {
                handler(old, @new);
            }
            catch (Exception exception)
            {
                Log.HandlerFailed(_logger, Kind, NamespacedName.Of(@new ?? old!), exception);
            }
        }
    }

    private sealed record Sign(DateTimeOffset Time, long Timestamp);

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Error, "A handler failed for {Kind} {Key}", EventName = "HandlerFailed")]
        public static partial void HandlerFailed(ILogger logger, string kind, NamespacedName key, Exception exception);
    }
}
