using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>The identity of one daemon's agents.</summary>
public static class ServiceAccountBuilder
{
    public static V1ServiceAccount Build(Daemon daemon, V1OwnerReference owner) => new()
    {
        Metadata = Metadata.Of(daemon, owner),
        AutomountServiceAccountToken = false,
    };
}
