namespace ExchangeHA.Kubernetes.Models;

/// <summary>What is observed of a container.</summary>
public sealed record V1ContainerStatus : KubernetesModel
{
    public string Name { get; set; } = "";

    public bool Ready { get; set; }

    public int RestartCount { get; set; }

    public V1ContainerState? State { get; set; }
}
