using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Status;

/// <summary>Who holds the address.</summary>
/// <param name="Nodes">The holder; with <see cref="HolderState.MultipleHolders"/> each of them, the newest first.</param>
/// <param name="IsUncertain">Whether time alone will tell more.</param>
public sealed record Holder(HolderState State, ImmutableArray<NodeObservation> Nodes, bool IsUncertain = false)
{
    /// <summary>A kubelet renews its node's Lease every 10 s; half as much again without a renewal, and the node counts as silent (Kubernetes, "Nodes", heartbeats).</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(15);

    public NodeObservation? Node => Nodes.IsEmpty ? null : Nodes[0];

    /// <summary>When two nodes claim the address the older claim counts only if its node's Lease was renewed since the newer one: a node that died silently cannot take its claim back.</summary>
    public static Holder Find(ImmutableArray<NodeObservation> nodes, ClusterSnapshot snapshot)
    {
        var claims = nodes.Where(node => node.ClaimsAddress).OrderByDescending(node => node.ClaimedAt).ThenBy(node => node.Node, StringComparer.Ordinal).ToImmutableArray();
        if (claims.IsEmpty)
            return IsHeldElsewhere(nodes, snapshot) ? new Holder(HolderState.HeldElsewhere, claims) : new Holder(HolderState.NoHolder, claims, MayBeHeldElsewhere(nodes, snapshot));
        if (claims.Length == 1)
            return new Holder(HolderState.Held, claims);
        var newest = claims[0];
        var alive = claims.Where(claim => claim != newest && RenewedSince(claim, newest.ClaimedAt, snapshot)).ToList();
        if (alive.Count > 0)
            return new Holder(HolderState.MultipleHolders, [newest, .. alive]);
        var isUncertain = snapshot.Now < newest.ClaimedAt + SilentAfter;
        return new Holder(isUncertain ? HolderState.Verifying : HolderState.Held, [newest], isUncertain);
    }

    /// <summary>
    /// A router that has stood by for longer than the master-down interval hears a master: without one it would be the master itself by now (RFC 5798, 6.4.2). Counted from the last change of
    /// any router of this cluster: when one of them gives the address up, the others stand by a moment longer.
    /// </summary>
    private static bool IsHeldElsewhere(ImmutableArray<NodeObservation> nodes, ClusterSnapshot snapshot) =>
        MayBeHeldElsewhere(nodes, snapshot) && nodes.Where(node => node.Vrrp is not null).All(node => node.ClaimedAt + MasterDownInterval(snapshot.Balancer.Spec.Vip) < snapshot.Now);

    private static bool MayBeHeldElsewhere(ImmutableArray<NodeObservation> nodes, ClusterSnapshot snapshot) =>
        snapshot.Datacenter is not null && nodes.Any(node => node.Vrrp?.State is VrrpState.BACKUP);

    /// <summary>The longest that it can be, of the lowest priority, and a second for clocks and reports.</summary>
    private static TimeSpan MasterDownInterval(VipSpec vip) =>
        (vip.AdvertisementInterval.ToTimeSpan() * (vip.DownAfterAdvertisements + 1)) + TimeSpan.FromSeconds(2);

    private static bool RenewedSince(NodeObservation claim, DateTimeOffset since, ClusterSnapshot snapshot) =>
        snapshot.NodeLeaseRenewals.TryGetValue(claim.Node, out var renewed) && renewed > since;
}
