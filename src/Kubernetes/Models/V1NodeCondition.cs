namespace ExchangeHA.Kubernetes.Models;

/// <summary>A condition of a node.</summary>
public sealed record V1NodeCondition : KubernetesModel
{
    public string Type { get; set; } = "";

    public string Status { get; set; } = "";

    public DateTime? LastTransitionTime { get; set; }

    public string? Reason { get; set; }
}
