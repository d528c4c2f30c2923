namespace ExchangeHA.Kubernetes.Models;

/// <summary>How often an event was seen.</summary>
public sealed record V1EventSeries : KubernetesModel
{
    public int Count { get; set; }

    public string LastObservedTime { get; set; } = "";
}
