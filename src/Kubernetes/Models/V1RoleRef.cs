namespace ExchangeHA.Kubernetes.Models;

/// <summary>The role of a binding.</summary>
public sealed record V1RoleRef : KubernetesModel
{
    public string ApiGroup { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";
}
