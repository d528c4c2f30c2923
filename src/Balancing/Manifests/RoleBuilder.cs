using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>What one daemon's agents may do: read their own Secret, and report.</summary>
public static class RoleBuilder
{
    public static V1Role Build(Daemon daemon, V1OwnerReference owner) => new()
    {
        Metadata = Metadata.Of(daemon, owner),
        Rules =
        [
            // list and watch by name work only with a field selector on metadata.name, which the agent sends
            new V1PolicyRule { ApiGroups = [""], Resources = ["secrets"], ResourceNames = [daemon.Name], Verbs = ["list", "watch"] },
            new V1PolicyRule { ApiGroups = [ExchangeBalancer.Group], Resources = ["balancernodes/status"], Verbs = ["patch"] },
        ],
    };
}
