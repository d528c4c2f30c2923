namespace ExchangeHA.Kubernetes.Models;

/// <summary>What a role allows.</summary>
public sealed record V1PolicyRule : KubernetesModel
{
    public List<string>? ApiGroups { get; set; }

    public List<string>? Resources { get; set; }

    public List<string>? ResourceNames { get; set; }

    public List<string>? Verbs { get; set; }
}
