namespace ExchangeHA.Kubernetes.Models;

/// <summary>The API server's answer to a request that failed, or to a deletion.</summary>
public sealed record V1Status : KubernetesModel
{
    public string? Kind { get; set; }

    public string? ApiVersion { get; set; }

    public V1ListMeta? Metadata { get; set; }

    public string? Status { get; set; }

    public string? Message { get; set; }

    public string? Reason { get; set; }

    public V1StatusDetails? Details { get; set; }

    public int? Code { get; set; }
}
