using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>Gives one daemon's agents their role.</summary>
public static class RoleBindingBuilder
{
    public static V1RoleBinding Build(Daemon daemon, V1OwnerReference owner) => new()
    {
        Metadata = Metadata.Of(daemon, owner),
        RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = daemon.Name },
        Subjects = [new V1Subject { Kind = "ServiceAccount", Name = daemon.Name, Namespace = daemon.Namespace }],
    };
}
