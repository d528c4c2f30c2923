namespace ExchangeHA.Kubernetes.Models;

/// <summary>What is done.</summary>
public sealed record V1LifecycleHandler : KubernetesModel
{
    public V1ExecAction? Exec { get; set; }

    public V1HttpGetAction? HttpGet { get; set; }
}
