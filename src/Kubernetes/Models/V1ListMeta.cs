namespace ExchangeHA.Kubernetes.Models;

/// <summary>The metadata of a list.</summary>
public sealed record V1ListMeta : KubernetesModel
{
    public string? ResourceVersion { get; set; }

    public string? Continue { get; set; }

    public long? RemainingItemCount { get; set; }
}
