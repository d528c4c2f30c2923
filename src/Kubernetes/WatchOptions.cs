namespace ExchangeHA.Kubernetes;

/// <summary>What to watch.</summary>
public sealed record WatchOptions
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>The version after which events are wanted.</summary>
    public string? ResourceVersion { get; init; }

    public bool AllowBookmarks { get; init; } = true;

    /// <summary>After which the server ends the watch.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Leave out what this program does not know, which is most of many objects. Such objects must not be written back.</summary>
    public bool KnownFieldsOnly { get; init; }
}
