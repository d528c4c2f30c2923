namespace ExchangeHA.Kubernetes.Models;

/// <summary>What a failed request was about.</summary>
public sealed record V1StatusDetails : KubernetesModel
{
    public string? Name { get; set; }

    public string? Group { get; set; }

    public string? Kind { get; set; }

    public string? Uid { get; set; }

    public List<V1StatusCause>? Causes { get; set; }

    public int? RetryAfterSeconds { get; set; }
}
