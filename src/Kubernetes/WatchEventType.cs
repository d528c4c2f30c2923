namespace ExchangeHA.Kubernetes;

/// <summary>What a watch says of an object.</summary>
public enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
    Error,
}
