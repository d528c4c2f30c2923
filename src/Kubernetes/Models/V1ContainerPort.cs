namespace ExchangeHA.Kubernetes.Models;

/// <summary>A port that a container opens; on the host network the scheduler keeps two pods with the same one apart.</summary>
public sealed record V1ContainerPort : KubernetesModel
{
    public string? Name { get; set; }

    public int ContainerPort { get; set; }

    public int? HostPort { get; set; }

    public string? HostIP { get; set; }

    public string? Protocol { get; set; }
}
