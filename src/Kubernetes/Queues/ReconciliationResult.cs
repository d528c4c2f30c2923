namespace ExchangeHA.Kubernetes.Queues;

/// <summary>What a reconciliation wants next. One that fails for a while throws, and is tried again with a growing backoff for ever.</summary>
public readonly record struct ReconciliationResult
{
    private ReconciliationResult(TimeSpan? requeue, string? failure) => (Requeue, Failure) = (requeue, failure);

    /// <summary>Nothing is left to do until something changes.</summary>
    public static ReconciliationResult Done { get; } = new(null, null);

    /// <summary>When to look again even if nothing changes; null for never.</summary>
    public TimeSpan? Requeue { get; }

    /// <summary>Why nothing can be done until something changes; null when all is well.</summary>
    public string? Failure { get; }

    /// <summary>All is well, but look again after this time.</summary>
    public static ReconciliationResult RequeueAfter(TimeSpan delay) => new(delay, null);

    /// <summary>It failed, and would fail the same way until something changes: it is not tried again before.</summary>
    /// <param name="why">For people; the object's condition says it too.</param>
    /// <param name="until">When what changes is time alone: after which of it to look again.</param>
    public static ReconciliationResult Terminal(string why, TimeSpan? until = null) => new(until, why);
}
