namespace ExchangeHA.Kubernetes.Models;

/// <summary>A taint of a node.</summary>
public sealed record V1Taint : KubernetesModel
{
    public string Key { get; set; } = "";

    public string? Value { get; set; }

    public string Effect { get; set; } = "";
}
