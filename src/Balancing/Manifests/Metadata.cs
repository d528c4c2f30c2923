using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>The metadata that children of a balancer have in common.</summary>
public static class Metadata
{
    /// <summary>The balancer as the owner: when it is deleted Kubernetes deletes the child, without a finalizer.</summary>
    public static V1OwnerReference Owner(ExchangeBalancer balancer) => new()
    {
        ApiVersion = balancer.ApiVersion!,
        Kind = balancer.Kind!,
        Name = balancer.Metadata.Name!,
        Uid = balancer.Metadata.Uid!,
        Controller = true,
    };

    public static V1ObjectMeta Of(Daemon daemon, V1OwnerReference owner) => new()
    {
        Name = daemon.Name,
        Namespace = daemon.Namespace,
        Labels = Labels.OfDaemon(daemon),
        OwnerReferences = [owner],
    };
}
