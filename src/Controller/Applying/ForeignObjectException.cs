using ExchangeHA.Kubernetes;

namespace ExchangeHA.Controller.Applying;

/// <summary>An object of a name that the operator needs is there already and is not its own. It is left alone; the reconciliation is tried again.</summary>
public sealed class ForeignObjectException(IKubernetesObject wished)
    : Exception($"{wished.Kind} {NamespacedName.Of(wished)} is there already and does not belong to this balancer. Rename it or the balancer.");
