namespace ExchangeHA.Kubernetes.Models;

/// <summary>RoleBinding.</summary>
[KubernetesEntity(Group = "rbac.authorization.k8s.io", ApiVersion = "v1", Kind = "RoleBinding", PluralName = "rolebindings")]
public sealed record V1RoleBinding : KubernetesModel, IKubernetesObject
{
    public string? ApiVersion { get; set; } = "rbac.authorization.k8s.io/v1";

    public string? Kind { get; set; } = "RoleBinding";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1RoleRef? RoleRef { get; set; }

    public List<V1Subject>? Subjects { get; set; }
}
