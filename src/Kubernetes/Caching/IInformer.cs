namespace ExchangeHA.Kubernetes.Caching;

/// <summary>An informer of whatever kind, for those who run them.</summary>
public interface IInformer
{
    /// <summary>The kind of the objects.</summary>
    string Kind { get; }

    /// <summary>Done when everything that existed at the start is in the store and the handlers were told.</summary>
    Task Synced { get; }

    /// <summary>When the API server was last heard from; null before the first time.</summary>
    DateTimeOffset? LastAlive { get; }

    /// <summary>Whether the API server was heard from within this time, by a clock that does not jump.</summary>
    bool IsAlive(TimeSpan within);

    /// <summary>Whether a watch is open, so that the store is no further behind the API server than an event takes.</summary>
    bool IsWatching { get; }

    /// <summary>Runs until cancelled, then returns.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
