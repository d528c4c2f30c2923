namespace ExchangeHA.Kubernetes.Models;

/// <summary>What a container is promised and allowed.</summary>
public sealed record V1ResourceRequirements : KubernetesModel
{
    public IDictionary<string, string>? Requests { get; set; }

    public IDictionary<string, string>? Limits { get; set; }
}
