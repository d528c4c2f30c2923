using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Status;

/// <summary>Which pod is replaced next when the pod template changed: one at a time, standby datacenters first, the holder last, none while another is not back.</summary>
/// <param name="Stale">Pods of an old template, in the order of their replacement.</param>
/// <param name="Next">The one to delete now; null while there is something to wait for.</param>
public sealed record PodReplacement(ImmutableArray<V1Pod> Stale, V1Pod? Next)
{
    /// <summary>Compares the pods with the DaemonSets as the API server has them.</summary>
    public static PodReplacement Of(ImmutableArray<V1Pod> pods, IEnumerable<V1DaemonSet> daemonSets, Holder holder)
    {
        var wished = daemonSets.ToDictionary(set => set.Metadata.Name!, set => set, StringComparer.Ordinal);
        var stale = pods
            .Where(pod => OwnerOf(pod) is { } owner && wished.TryGetValue(owner, out var set) && TemplateOf(pod.Metadata) != TemplateOf(set.Spec?.Template?.Metadata))
            .OrderBy(pod => Rank(pod, holder)).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        // a DaemonSet controller that has not seen the new template yet would make the old pod again
        var isObserved = wished.Values.All(set => set.Status?.ObservedGeneration >= set.Metadata.Generation);
        var isGoing = pods.Any(pod => pod.Metadata.DeletionTimestamp is not null);
        var isComing = pods.Any(pod => !stale.Contains(pod) && !Pods.IsReady(pod)) || wished.Values.Any(set => set.Status is { } status && status.CurrentNumberScheduled < status.DesiredNumberScheduled);
        if (stale.IsEmpty || !isObserved || isGoing || isComing)
            return new PodReplacement(stale, null);
        // one that does not work has nothing to lose, and may be why the template was changed
        return new PodReplacement(stale, stale.FirstOrDefault(pod => !Pods.IsReady(pod)) ?? stale[0]);
    }

    private static int Rank(V1Pod pod, Holder holder)
    {
        if (holder.Nodes.Any(node => node.Node == pod.Spec?.NodeName))
            return 2;
        return pod.Metadata.Labels?.TryGetValue(Names.DatacenterLabel, out var datacenter) == true && holder.Nodes.Any(node => node.Datacenter == datacenter) ? 1 : 0;
    }

    private static string? OwnerOf(V1Pod pod) => pod.Metadata.OwnerReferences?.Find(owner => owner is { Kind: "DaemonSet", Controller: true })?.Name;

    private static string? TemplateOf(V1ObjectMeta? metadata) => metadata?.Annotations?.TryGetValue(Names.TemplateHash, out var hash) == true ? hash : null;
}
