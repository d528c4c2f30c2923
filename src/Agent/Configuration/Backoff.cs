namespace ExchangeHA.Agent.Configuration;

/// <summary>Growing waits between attempts, each with jitter, so that the agents of many nodes do not come back to the API server at once.</summary>
public sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private readonly TimeSpan _first = first;
    private TimeSpan _next = first;

    /// <summary>80 to 120 % of a wait that doubles up to the longest.</summary>
    public TimeSpan Next()
    {
        var wait = _next * (0.8 + (0.4 * Random.Shared.NextDouble()));
        _next = _next * 2 > longest ? longest : _next * 2;
        return wait;
    }

    public void Reset() => _next = _first;
}
