using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;

namespace ExchangeHA.Controller.Caching;

/// <summary>By what objects are found in the stores, so that a reconciliation looks at its own balancer's and not at all.</summary>
internal static class StoreIndexes
{
    /// <summary>Balancers by the name of a Secret that they refer to.</summary>
    public const string Secret = "secret";

    /// <summary>Pods and reports by the name of their balancer.</summary>
    public const string Balancer = "balancer";

    /// <summary>Objects by the uid of their controlling owner.</summary>
    public const string Owner = "owner";

    /// <summary>The index's value for an object of that name beside another.</summary>
    public static string Key(IKubernetesObject beside, string name) => Key(new NamespacedName(beside.Metadata.Namespace!, name));

    public static string Key(NamespacedName name) => name.ToString();

    public static void AddOwner<T>(ResourceStore<T> store)
        where T : class, IKubernetesObject =>
        store.AddIndex(Owner, value => value.Metadata.OwnerReferences?.Where(owner => owner is { Controller: true, Uid: not null }).Select(owner => owner.Uid!) ?? []);
}
