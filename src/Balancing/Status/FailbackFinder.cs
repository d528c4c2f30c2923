using System.Globalization;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Status;

/// <summary>Finds who is to give way before keepalived preempts: a holder that hands over finishes the connections that are being made, one that is preempted breaks them.</summary>
public static class FailbackFinder
{
    /// <summary>Before keepalived's own time, which is the delay and then the time that a router waits for a silent master: what the order needs to reach the holder.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(2);

    /// <summary>Null while nobody is to give way. Without the operator, and between clusters, keepalived preempts as it is configured.</summary>
    public static Failback? Find(Observation observation, ClusterSnapshot snapshot)
    {
        var preemption = snapshot.Balancer.Spec.Vip.Preemption;
        if (!preemption.Enabled || observation.Holder is not { State: HolderState.Held, IsUncertain: false, Node: { } holder })
            return null;
        var priorities = snapshot.OwnDatacenters.ToDictionary(datacenter => datacenter.Name, datacenter => datacenter.Priority, StringComparer.Ordinal);
        if (!priorities.TryGetValue(holder.Datacenter, out var held))
            return null;
        var wait = preemption.Delay.ToTimeSpan() - Lead;
        // nodes of one datacenter have one priority; the one that stands by for longest has shown most
        return observation.Nodes
            .Where(node => node is { IsReady: true, Vrrp.State: VrrpState.BACKUP } && node.ClaimedAt > DateTimeOffset.MinValue && priorities.TryGetValue(node.Datacenter, out var own) && own > held)
            .OrderByDescending(node => priorities[node.Datacenter]).ThenBy(node => node.ClaimedAt).ThenBy(node => node.Node, StringComparer.Ordinal)
            .Select(node => new Failback(holder.Node, string.Create(CultureInfo.InvariantCulture, $"{node} {node.ClaimedAt.ToUnixTimeMilliseconds()}"), node.ClaimedAt + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero)))
            .FirstOrDefault();
    }
}
