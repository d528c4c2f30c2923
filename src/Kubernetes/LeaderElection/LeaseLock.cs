using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.LeaderElection;

/// <summary>The Lease that candidates compete for.</summary>
/// <param name="identity">Of this process alone: a restarted one must not take the lease of its predecessor for its own.</param>
/// <param name="predecessors">What the identities of processes begin with that are dead for certain, those of this container before this one; null when there is no telling.</param>
public sealed class LeaseLock(IKubernetesClient client, string @namespace, string name, string identity, string? predecessors = null)
{
    public string Identity => identity;

    /// <summary>A lock for a process in a pod: its lease need not run out to its end when the container has been restarted, for a kubelet starts a container only when the process in it before has ended.</summary>
    /// <param name="pod">The pod's name; it comes first in the identity, to be read by people.</param>
    /// <param name="podUid">The pod's uid; null outside a pod.</param>
    public static LeaseLock OfPod(IKubernetesClient client, string @namespace, string name, string pod, string? podUid) => podUid is { Length: > 0 }
        ? new LeaseLock(client, @namespace, name, $"{pod}_{podUid}_{Guid.NewGuid():N}", $"{pod}_{podUid}_")
        : new LeaseLock(client, @namespace, name, $"{pod}_{Guid.NewGuid():N}");

    internal bool IsPredecessor(string holder) => predecessors is not null && holder != identity && holder.StartsWith(predecessors, StringComparison.Ordinal);

    internal Task<V1Lease?> GetAsync(CancellationToken cancellationToken) => client.GetAsync<V1Lease>(name, @namespace, cancellationToken);

    internal Task<V1Lease> CreateAsync(V1LeaseSpec spec, CancellationToken cancellationToken) =>
        client.CreateAsync(new V1Lease { Metadata = new V1ObjectMeta { Name = name, Namespace = @namespace }, Spec = spec }, cancellationToken);

    /// <summary>Replaces the lease as it was seen; 409 when it has changed since.</summary>
    internal Task<V1Lease> ReplaceAsync(V1Lease seen, V1LeaseSpec spec, CancellationToken cancellationToken) =>
        client.ReplaceAsync(seen with { Spec = spec }, cancellationToken);

    public override string ToString() => $"{@namespace}/{name}";
}
