namespace ExchangeHA.Kubernetes.Models;

/// <summary>Why a container waits.</summary>
public sealed record V1ContainerStateWaiting : KubernetesModel
{
    public string? Reason { get; set; }

    public string? Message { get; set; }
}
