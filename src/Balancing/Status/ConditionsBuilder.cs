using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Status;

/// <summary>Completes conditions: generation, and the time of the last change of status, which is kept while the status is the same.</summary>
internal static class ConditionsBuilder
{
    // the API's own limit of a condition's message (apimachinery, metav1.Condition)
    private const int MaximumMessage = 32768;

    public static List<V1Condition> Keep(ExchangeBalancer balancer, DateTimeOffset now, IEnumerable<V1Condition> conditions)
    {
        var before = balancer.Status?.Conditions ?? [];
        // Kubernetes times are whole seconds: a finer one would never compare equal to what is read back
        var time = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()).UtcDateTime;
        return [.. conditions.Select(condition => condition with
        {
            ObservedGeneration = balancer.Metadata.Generation,
            LastTransitionTime = before.Find(old => old.Type == condition.Type && old.Status == condition.Status)?.LastTransitionTime ?? time,
            Message = condition.Message.Length <= MaximumMessage ? condition.Message : condition.Message[..MaximumMessage],
        })];
    }
}
