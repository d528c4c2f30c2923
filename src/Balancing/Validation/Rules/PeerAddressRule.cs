using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Nodes that share stick tables have addresses to find each other by.</summary>
public sealed class PeerAddressRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        if (snapshot.Balancer.Spec.Peers is null)
            yield break;
        foreach (var node in Selection.NodesOf(snapshot).Where(node => !HasAddress(snapshot, node)))
            yield return Findings.Error("spec.peers", $"The node {Findings.Quote(node)} has no InternalIP to share stick tables by.", "Give the node an address, or leave peers out.");
    }

    private static bool HasAddress(ClusterSnapshot snapshot, string node) => snapshot.Nodes.Any(candidate => candidate.Metadata.Name == node && !NodeAddresses.InternalOf(candidate).IsEmpty);
}
