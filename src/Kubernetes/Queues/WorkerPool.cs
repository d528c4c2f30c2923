using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Queues;

/// <summary>Workers that take keys from a queue and reconcile them.</summary>
public sealed partial class WorkerPool<TKey>
    where TKey : notnull
{
    private readonly WorkQueue<TKey> _queue;
    private readonly Func<TKey, CancellationToken, Task<ReconciliationResult>> _reconcile;
    private readonly int _workers;
    private readonly ILogger _logger;

    public WorkerPool(WorkQueue<TKey> queue, Func<TKey, CancellationToken, Task<ReconciliationResult>> reconcile, int workers, ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        (_queue, _reconcile, _workers, _logger) = (queue, reconcile, workers, logger);
    }

    /// <summary>Runs until cancelled (the reconciliations under way too) or until the queue is shut down and drained, then returns.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, _workers).Select(_ => Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _queue.GetAsync(cancellationToken) is (true, { } key))
            {
                try
                {
                    await ReconcileAsync(key, cancellationToken);
                }
                finally
                {
                    _queue.Done(key);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task ReconcileAsync(TKey key, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = await _reconcile(key, cancellationToken);
            _queue.Forget(key);
            if (result.Requeue is { } delay)
                _queue.AddAfter(key, delay);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Cut short. Whoever leads next begins with every key.
        }
        catch (Exception exception)
        {
            var failures = _queue.NumRequeues(key) + 1;
            var delay = _queue.AddRateLimited(key);
            Log.Failed(_logger, key, failures, delay, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Reconciling {Key} failed ({Failures} in a row) and is tried again in {Delay}", EventName = "ReconciliationFailed")]
        public static partial void Failed(ILogger logger, TKey key, int failures, TimeSpan delay, Exception exception);
    }
}
