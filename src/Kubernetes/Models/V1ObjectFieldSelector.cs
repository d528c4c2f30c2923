namespace ExchangeHA.Kubernetes.Models;

/// <summary>A field of the pod.</summary>
public sealed record V1ObjectFieldSelector : KubernetesModel
{
    public string? ApiVersion { get; set; }

    public string FieldPath { get; set; } = "";
}
