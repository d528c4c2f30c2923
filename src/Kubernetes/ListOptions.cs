namespace ExchangeHA.Kubernetes;

/// <summary>What to list.</summary>
public sealed record ListOptions
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Objects per page; null for all at once.</summary>
    public int? Limit { get; init; }

    /// <summary>The token of the page before.</summary>
    public string? Continue { get; init; }

    /// <summary>"0" allows the API server's cache to answer.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Leave out what this program does not know, which is most of many objects. Such objects must not be written back.</summary>
    public bool KnownFieldsOnly { get; init; }
}
