using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Caching;

/// <summary>Which changes matter: an own status write, a kubelet's heartbeat and the like must not wake anybody.</summary>
internal static class Changes
{
    public static bool OfWish(IKubernetesObject? before, IKubernetesObject? after) =>
        before is null || after is null
        || before.Metadata.Generation != after.Metadata.Generation
        || before.Metadata.Uid != after.Metadata.Uid
        || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp
        || !Same(before.Metadata.Labels, after.Metadata.Labels)
        || !Same(before.Metadata.Annotations, after.Metadata.Annotations);

    /// <summary>Of its status only what decides about the replacement of pods: the number of ready pods and the like changes all the time, and the pods say it themselves.</summary>
    public static bool OfDaemonSet(V1DaemonSet? before, V1DaemonSet? after) =>
        OfWish(before, after)
        || !Owners(before!).SequenceEqual(Owners(after!), StringComparer.Ordinal)
        || before!.Status?.ObservedGeneration != after!.Status?.ObservedGeneration
        || before.Status?.DesiredNumberScheduled != after.Status?.DesiredNumberScheduled
        || before.Status?.CurrentNumberScheduled != after.Status?.CurrentNumberScheduled;

    public static bool OfPod(V1Pod? before, V1Pod? after) =>
        before is null || after is null
        || IsReady(before) != IsReady(after)
        || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp
        || before.Spec?.NodeName != after.Spec?.NodeName;

    public static bool OfNode(V1Node? before, V1Node? after) =>
        before is null || after is null
        || (before.Spec?.Unschedulable ?? false) != (after.Spec?.Unschedulable ?? false)
        || !Same(before.Metadata.Labels, after.Metadata.Labels)
        || StandsDown(before) != StandsDown(after)
        || !Addresses(before).SequenceEqual(Addresses(after), StringComparer.Ordinal);

    private static IEnumerable<string?> Owners(V1DaemonSet set) => set.Metadata.OwnerReferences?.Select(owner => owner.Uid) ?? [];

    private static bool IsReady(V1Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static string? StandsDown(V1Node node) => node.Metadata.Annotations?.TryGetValue(Names.StandDown, out var value) == true ? value : null;

    private static IEnumerable<string> Addresses(V1Node node) => node.Status?.Addresses?.Where(address => address.Type == "InternalIP").Select(address => address.Address) ?? [];

    private static bool Same(IDictionary<string, string>? before, IDictionary<string, string>? after) =>
        (before?.Count ?? 0) == (after?.Count ?? 0)
        && (before is null || before.All(pair => after!.TryGetValue(pair.Key, out var value) && value == pair.Value));
}
