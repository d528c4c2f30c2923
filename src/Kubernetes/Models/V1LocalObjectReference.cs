namespace ExchangeHA.Kubernetes.Models;

/// <summary>An object in the same namespace.</summary>
public sealed record V1LocalObjectReference : KubernetesModel
{
    public string Name { get; set; } = "";
}
