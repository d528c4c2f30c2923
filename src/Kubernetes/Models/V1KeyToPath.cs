namespace ExchangeHA.Kubernetes.Models;

/// <summary>A key as a file.</summary>
public sealed record V1KeyToPath : KubernetesModel
{
    public string Key { get; set; } = "";

    public string Path { get; set; } = "";
}
