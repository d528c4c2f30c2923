namespace ExchangeHA.Kubernetes.Models;

/// <summary>ServiceAccount.</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "ServiceAccount", PluralName = "serviceaccounts")]
public sealed record V1ServiceAccount : KubernetesModel, IKubernetesObject
{
    public string? ApiVersion { get; set; } = "v1";

    public string? Kind { get; set; } = "ServiceAccount";

    public V1ObjectMeta Metadata { get; set; } = new();

    public bool? AutomountServiceAccountToken { get; set; }
}
