using ExchangeHA.Kubernetes;

namespace ExchangeHA.Controller.Gathering;

/// <summary>Which objects belong to a balancer.</summary>
internal static class Ownership
{
    /// <summary>Made for this very balancer, by the operator.</summary>
    public static bool IsOwnedBy(IKubernetesObject value, string uid) =>
        value.Metadata.OwnerReferences?.Exists(owner => owner.Uid == uid && owner.Controller == true) == true;
}
