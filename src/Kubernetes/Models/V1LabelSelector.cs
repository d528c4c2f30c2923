namespace ExchangeHA.Kubernetes.Models;

/// <summary>Objects with these labels.</summary>
public sealed record V1LabelSelector : KubernetesModel
{
    public IDictionary<string, string>? MatchLabels { get; set; }
}
