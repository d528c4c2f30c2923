namespace ExchangeHA.Kubernetes.Models;

/// <summary>Who is given a role.</summary>
public sealed record V1Subject : KubernetesModel
{
    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Namespace { get; set; }

    public string? ApiGroup { get; set; }
}
