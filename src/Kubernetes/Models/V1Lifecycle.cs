namespace ExchangeHA.Kubernetes.Models;

/// <summary>What is done when a container starts and before it ends.</summary>
public sealed record V1Lifecycle : KubernetesModel
{
    public V1LifecycleHandler? PreStop { get; set; }
}
