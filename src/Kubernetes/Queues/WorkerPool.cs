using ExchangeHA.Kubernetes.LeaderElection;
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
    private readonly TimeSpan _drainTimeout;
    private readonly TimeProvider _timeProvider;

    /// <param name="drainTimeout">How long the queue may take to drain after a stop was asked for; what is not done by then is cut short. 10 s if null.</param>
    public WorkerPool(
        WorkQueue<TKey> queue,
        Func<TKey, CancellationToken, Task<ReconciliationResult>> reconcile,
        int workers,
        ILogger logger,
        TimeSpan? drainTimeout = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        (_queue, _reconcile, _workers, _logger) = (queue, reconcile, workers, logger);
        (_drainTimeout, _timeProvider) = (drainTimeout ?? TimeSpan.FromSeconds(10), timeProvider ?? TimeProvider.System);
    }

    /// <summary>Runs until cancelled, then shuts the queue down, drains it for as long as it may take, and returns.</summary>
    /// <exception cref="LeadershipLostException">A reconciliation found leadership lost. Nothing more is begun then: nothing of it could be written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _timeProvider);
        await using var stopping = cancellationToken.UnsafeRegister(_ =>
        {
            _ = _queue.ShutDownAsync();
            abort.CancelAfter(_drainTimeout);
        }, null);
        await Task.WhenAll(Enumerable.Range(0, _workers).Select(_ => Task.Run(() => WorkAsync(abort), CancellationToken.None)));
    }

    private async Task WorkAsync(CancellationTokenSource abort)
    {
        try
        {
            while (await _queue.GetAsync(abort.Token) is (true, { } key))
            {
                try
                {
                    await ReconcileAsync(key, abort);
                }
                finally
                {
                    _queue.Done(key);
                }
            }
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task ReconcileAsync(TKey key, CancellationTokenSource abort)
    {
        using var activity = KubernetesTracing.Reconciliation(_queue.Name, key);
        var started = _timeProvider.GetTimestamp();
        var outcome = "error";
        try
        {
            abort.Token.ThrowIfCancellationRequested();
            var result = await _reconcile(key, abort.Token);
            _queue.Forget(key);
            if (result.Requeue is { } delay)
                _queue.AddAfter(key, delay);
            outcome = result switch { { Failure: not null } => "terminal", { Requeue: not null } => "requeue", _ => "success" };
            if (result.Failure is { } why)
                Log.Terminal(_logger, key, why);
        }
        catch (LeadershipLostException)
        {
            await abort.CancelAsync();
            throw;
        }
        catch (Exception) when (abort.IsCancellationRequested)
        {
            // Cut short. Whoever leads next begins with every key.
        }
        catch (Exception exception)
        {
            var failures = _queue.NumRequeues(key) + 1;
            var delay = _queue.AddRateLimited(key);
            Log.Failed(_logger, key, failures, delay, exception);
        }
        finally
        {
            _queue.Metrics.Reconciled(outcome, _timeProvider.GetElapsedTime(started));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Reconciling {Key} failed ({Failures} in a row) and is tried again in {Delay}", EventName = "ReconciliationFailed")]
        public static partial void Failed(ILogger logger, TKey key, int failures, TimeSpan delay, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "Reconciling {Key} failed and is not tried again before something changes: {Why}", EventName = "ReconciliationTerminal")]
        public static partial void Terminal(ILogger logger, TKey key, string why);
    }
}
