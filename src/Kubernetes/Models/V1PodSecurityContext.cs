namespace ExchangeHA.Kubernetes.Models;

/// <summary>Security settings of a pod.</summary>
public sealed record V1PodSecurityContext : KubernetesModel
{
    public bool? RunAsNonRoot { get; set; }

    public long? RunAsUser { get; set; }

    public long? RunAsGroup { get; set; }

    public long? FsGroup { get; set; }

    public V1SeccompProfile? SeccompProfile { get; set; }
}
