namespace ExchangeHA.Kubernetes.Models;

/// <summary>One aspect of an object's state (Kubernetes API conventions, "Typical status properties").</summary>
public sealed record V1Condition : KubernetesModel
{
    public string Type { get; set; } = "";

    public string Status { get; set; } = "";

    public long? ObservedGeneration { get; set; }

    public DateTime? LastTransitionTime { get; set; }

    public string Reason { get; set; } = "";

    public string Message { get; set; } = "";
}
