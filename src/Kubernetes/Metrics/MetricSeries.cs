namespace ExchangeHA.Kubernetes.Metrics;

/// <summary>The measures of one instrument with one set of labels.</summary>
internal sealed class MetricSeries(IReadOnlyList<double> bounds)
{
    /// <summary>Measures up to each bound and above the one before; the last is of those above all bounds.</summary>
    private readonly long[] _counts = new long[bounds.Count + 1];

    /// <summary>The sum of a counter or histogram, the last measure of a gauge.</summary>
    public double Value { get; private set; }

    public void Set(double value) => Value = value;

    public void Add(double value) => Value += value;

    public void Observe(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
            bucket++;
        _counts[bucket]++;
        Value += value;
    }

    /// <summary>How many measures were at most each bound, as Prometheus counts; the last is of all.</summary>
    public IEnumerable<(double Bound, long Count)> Cumulative()
    {
        long count = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            yield return (bucket < bounds.Count ? bounds[bucket] : double.PositiveInfinity, count += _counts[bucket]);
    }
}
