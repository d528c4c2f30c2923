namespace ExchangeHA.Kubernetes.Models;

/// <summary>A condition of a pod.</summary>
public sealed record V1PodCondition : KubernetesModel
{
    public string Type { get; set; } = "";

    public string Status { get; set; } = "";

    public DateTime? LastTransitionTime { get; set; }

    public string? Reason { get; set; }

    public string? Message { get; set; }
}
