namespace ExchangeHA.Kubernetes.Models;

/// <summary>DaemonSet.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "DaemonSet", PluralName = "daemonsets")]
public sealed record V1DaemonSet : KubernetesModel, IKubernetesObject
{
    public string? ApiVersion { get; set; } = "apps/v1";

    public string? Kind { get; set; } = "DaemonSet";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1DaemonSetSpec? Spec { get; set; }

    public V1DaemonSetStatus? Status { get; set; }
}
