namespace ExchangeHA.Kubernetes.Models;

/// <summary>How a container ended.</summary>
public sealed record V1ContainerStateTerminated : KubernetesModel
{
    public int ExitCode { get; set; }

    public string? Reason { get; set; }

    public string? Message { get; set; }
}
