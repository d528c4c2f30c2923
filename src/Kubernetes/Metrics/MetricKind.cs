namespace ExchangeHA.Kubernetes.Metrics;

/// <summary>What the measures of an instrument are to each other.</summary>
internal enum MetricKind
{
    /// <summary>Each adds to a sum that only grows.</summary>
    Counter,

    /// <summary>Each is a sum that only grows.</summary>
    ObservedCounter,

    /// <summary>Each adds to a sum that may fall.</summary>
    UpDownCounter,

    /// <summary>The last one counts.</summary>
    Gauge,

    /// <summary>Each is one of many.</summary>
    Histogram,
}
