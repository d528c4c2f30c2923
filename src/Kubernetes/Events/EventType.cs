namespace ExchangeHA.Kubernetes.Events;

/// <summary>How an event is meant; the names are the API's.</summary>
public enum EventType
{
    Normal,
    Warning,
}
