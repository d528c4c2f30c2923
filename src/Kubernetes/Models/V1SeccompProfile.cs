namespace ExchangeHA.Kubernetes.Models;

/// <summary>The system calls that are allowed.</summary>
public sealed record V1SeccompProfile : KubernetesModel
{
    public string Type { get; set; } = "";
}
