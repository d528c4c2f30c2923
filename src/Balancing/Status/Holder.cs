using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Status;

/// <summary>Who holds the address.</summary>
/// <param name="Nodes">The holder; with <see cref="HolderState.MultipleHolders"/> each of them, the newest first.</param>
public sealed record Holder(HolderState State, ImmutableArray<NodeObservation> Nodes)
{
    /// <summary>A kubelet renews its node's Lease every 10 s; half as much again without a renewal, and the node counts as silent (Kubernetes, "Nodes", heartbeats).</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(15);

    public NodeObservation? Node => Nodes.IsEmpty ? null : Nodes[0];

    /// <summary>When two nodes claim the address the older claim counts only if its node's Lease was renewed since the newer one: a node that died silently cannot take its claim back.</summary>
    public static Holder Find(ImmutableArray<NodeObservation> nodes, ClusterSnapshot snapshot)
    {
        var claims = nodes.Where(node => node.ClaimsAddress).OrderByDescending(node => node.ClaimedAt).ThenBy(node => node.Node, StringComparer.Ordinal).ToImmutableArray();
        if (claims.Length <= 1)
            return new Holder(claims.IsEmpty ? IsHeldElsewhere(nodes, snapshot) ? HolderState.HeldElsewhere : HolderState.NoHolder : HolderState.Held, claims);
        var newest = claims[0];
        var alive = claims.Where(claim => claim != newest && RenewedSince(claim, newest.ClaimedAt, snapshot)).ToList();
        if (alive.Count > 0)
            return new Holder(HolderState.MultipleHolders, [newest, .. alive]);
        return new Holder(snapshot.Now < newest.ClaimedAt + SilentAfter ? HolderState.Verifying : HolderState.Held, [newest]);
    }

    /// <summary>A router that stands by hears a master: it would be the master itself when it had not for the master-down interval (RFC 5798, 6.4.2).</summary>
    private static bool IsHeldElsewhere(ImmutableArray<NodeObservation> nodes, ClusterSnapshot snapshot) =>
        snapshot.Datacenter is not null && nodes.Any(node => node.Vrrp?.State is VrrpState.BACKUP);

    private static bool RenewedSince(NodeObservation claim, DateTimeOffset since, ClusterSnapshot snapshot) =>
        snapshot.NodeLeaseRenewals.TryGetValue(claim.Node, out var renewed) && renewed > since;
}
