using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.Events;

/// <summary>An event and how often it was seen.</summary>
internal sealed class EventEntry(V1Event value, DateTimeOffset seenAt)
{
    public V1Event Value => value;

    public int Count { get; set; } = 1;

    public DateTimeOffset LastSeenAt { get; set; } = seenAt;

    /// <summary>The count that the server has; 0 when the event was not written yet.</summary>
    public int WrittenCount { get; set; }

    public long WrittenAt { get; set; }
}
