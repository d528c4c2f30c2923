namespace ExchangeHA.Kubernetes.Models;

/// <summary>A container's state: one of the three is there.</summary>
public sealed record V1ContainerState : KubernetesModel
{
    public V1ContainerStateWaiting? Waiting { get; set; }

    public V1ContainerStateTerminated? Terminated { get; set; }
}
