using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.LeaderElection;

/// <summary>The Lease that candidates compete for.</summary>
/// <param name="identity">Of this process alone: a restarted one must not take the lease of its predecessor for its own.</param>
public sealed class LeaseLock(IKubernetesClient client, string @namespace, string name, string identity)
{
    public string Identity => identity;

    /// <summary>An identity that begins with a name to be read by people, such as the pod's.</summary>
    public static string UniqueIdentity(string name) => $"{name}_{Guid.NewGuid():N}";

    internal Task<V1Lease?> GetAsync(CancellationToken cancellationToken) => client.GetAsync<V1Lease>(name, @namespace, cancellationToken);

    internal Task<V1Lease> CreateAsync(V1LeaseSpec spec, CancellationToken cancellationToken) =>
        client.CreateAsync(new V1Lease { Metadata = new V1ObjectMeta { Name = name, Namespace = @namespace }, Spec = spec }, cancellationToken);

    /// <summary>Replaces the lease as it was seen; 409 when it has changed since.</summary>
    internal Task<V1Lease> ReplaceAsync(V1Lease seen, V1LeaseSpec spec, CancellationToken cancellationToken) =>
        client.ReplaceAsync(seen with { Spec = spec }, cancellationToken);

    public override string ToString() => $"{@namespace}/{name}";
}
