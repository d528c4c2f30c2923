namespace ExchangeHA.Kubernetes.Models;

/// <summary>Role.</summary>
[KubernetesEntity(Group = "rbac.authorization.k8s.io", ApiVersion = "v1", Kind = "Role", PluralName = "roles")]
public sealed record V1Role : KubernetesModel, IKubernetesObject
{
    public string? ApiVersion { get; set; } = "rbac.authorization.k8s.io/v1";

    public string? Kind { get; set; } = "Role";

    public V1ObjectMeta Metadata { get; set; } = new();

    public List<V1PolicyRule>? Rules { get; set; }
}
