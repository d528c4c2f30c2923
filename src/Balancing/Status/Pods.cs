using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Status;

/// <summary>What is read from a pod.</summary>
internal static class Pods
{
    public static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
