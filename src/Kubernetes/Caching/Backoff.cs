namespace ExchangeHA.Kubernetes.Caching;

/// <summary>Waits that double, with jitter so that many clients do not come back together.</summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max)
{
    private int _steps;

    /// <summary>The next step, or up to a quarter less.</summary>
    public TimeSpan Next()
    {
        var step = min * Math.Pow(2, _steps);
        _steps = Math.Min(_steps + 1, 20);
        return (step < max ? step : max) * (1 - Random.Shared.NextDouble() / 4);
    }

    public void Reset() => _steps = 0;
}
