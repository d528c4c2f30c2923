namespace ExchangeHA.Kubernetes.Models;

/// <summary>An address of a node.</summary>
public sealed record V1NodeAddress : KubernetesModel
{
    public string Type { get; set; } = "";

    public string Address { get; set; } = "";
}
