using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Controller.Gathering;

/// <summary>Which objects belong to a balancer.</summary>
internal static class Ownership
{
    public static bool BelongsTo(IKubernetesObject value, string balancer) =>
        value.Metadata.Labels?.TryGetValue(Names.BalancerLabel, out var name) == true && name == balancer;

    /// <summary>Made for this very balancer, by the operator.</summary>
    public static bool IsOwnedBy(IKubernetesObject value, string uid) =>
        value.Metadata.OwnerReferences?.Exists(owner => owner.Uid == uid && owner.Controller == true) == true;
}
