namespace ExchangeHA.Kubernetes.Caching;

/// <summary>What to keep a copy of, and how patiently.</summary>
public sealed record InformerOptions
{
    /// <summary>Null for all namespaces.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    /// <summary>Such as <c>metadata.name=x</c>, without which a role limited by resourceNames permits neither list nor watch.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Objects per page of a list. The bytes of a page are in memory at once, for each kind that is listed: 100 DaemonSets with the fields that managers own are 2 MB.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The server is asked to end a watch after a random time from here to twice that, so that watches spread over its replicas.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A watch that was silent for this long, without even a bookmark, is taken for half-open and begun anew.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The first wait after a failure; it doubles up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(800);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait while nobody answers at all: trying costs nobody anything, and what was missed is wanted soon.</summary>
    public TimeSpan MaxUnreachableBackoff { get; init; } = TimeSpan.FromSeconds(2);
}
