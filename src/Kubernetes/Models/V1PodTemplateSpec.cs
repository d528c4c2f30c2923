namespace ExchangeHA.Kubernetes.Models;

/// <summary>The pods that a controller makes.</summary>
public sealed record V1PodTemplateSpec : KubernetesModel
{
    public V1ObjectMeta? Metadata { get; set; }

    public V1PodSpec? Spec { get; set; }
}
