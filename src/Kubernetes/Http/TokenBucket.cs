namespace ExchangeHA.Kubernetes.Http;

/// <summary>Spaces out requests: <paramref name="burst"/> at once, then <paramref name="perSecond"/>, in the order they came.</summary>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private double _tokens = burst;
    private long _filledAt = timeProvider.GetTimestamp();

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var delay = Reserve();
        return delay > TimeSpan.Zero ? WaitAsync(delay, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Takes a token if one is there.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            Refill();
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, timeProvider, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
                _tokens++;
            throw;
        }
    }

    /// <summary>Takes a token, going below zero: the debt is what the caller waits for.</summary>
    private TimeSpan Reserve()
    {
        lock (_lock)
        {
            Refill();
            _tokens--;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
        }
    }

    private void Refill()
    {
        var now = timeProvider.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + timeProvider.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond);
        _filledAt = now;
    }
}
