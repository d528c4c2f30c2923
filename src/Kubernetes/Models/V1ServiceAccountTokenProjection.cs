namespace ExchangeHA.Kubernetes.Models;

/// <summary>A token of the pod's ServiceAccount, renewed by the kubelet.</summary>
public sealed record V1ServiceAccountTokenProjection : KubernetesModel
{
    public string Path { get; set; } = "";

    public long? ExpirationSeconds { get; set; }
}
