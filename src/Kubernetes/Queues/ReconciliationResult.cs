namespace ExchangeHA.Kubernetes.Queues;

/// <summary>What a reconciliation wants next. One that fails throws, and is tried again with a growing backoff for ever.</summary>
public readonly record struct ReconciliationResult
{
    private ReconciliationResult(TimeSpan? requeue) => Requeue = requeue;

    /// <summary>Nothing is left to do until something changes.</summary>
    public static ReconciliationResult Done { get; } = new(null);

    /// <summary>When to look again even if nothing changes; null for never.</summary>
    public TimeSpan? Requeue { get; }

    /// <summary>All is well, but look again after this time.</summary>
    public static ReconciliationResult RequeueAfter(TimeSpan delay) => new(delay);
}
