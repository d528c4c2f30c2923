namespace ExchangeHA.Kubernetes.Models;

/// <summary>One cause of a failed request, often a field.</summary>
public sealed record V1StatusCause : KubernetesModel
{
    public string? Reason { get; set; }

    public string? Message { get; set; }

    public string? Field { get; set; }
}
