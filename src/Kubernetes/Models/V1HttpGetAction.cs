namespace ExchangeHA.Kubernetes.Models;

/// <summary>An HTTP request of the kubelet.</summary>
public sealed record V1HttpGetAction : KubernetesModel
{
    public string? Host { get; set; }

    public string? Path { get; set; }

    public int Port { get; set; }

    public string? Scheme { get; set; }
}
