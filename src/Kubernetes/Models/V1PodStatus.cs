namespace ExchangeHA.Kubernetes.Models;

/// <summary>What is observed of a pod.</summary>
public sealed record V1PodStatus : KubernetesModel
{
    public string? Phase { get; set; }

    public string? Reason { get; set; }

    public string? Message { get; set; }

    public string? PodIP { get; set; }

    public List<V1PodCondition>? Conditions { get; set; }

    public List<V1ContainerStatus>? ContainerStatuses { get; set; }

    public List<V1ContainerStatus>? InitContainerStatuses { get; set; }
}
