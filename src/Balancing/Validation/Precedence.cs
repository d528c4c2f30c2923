using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Validation;

/// <summary>Which of two balancers that want the same thing keeps it: a mistake in one must not stop the other.</summary>
internal static class Precedence
{
    /// <summary>Whether the balancer gives way: to one that was accepted as it stands when this one was not, else to the older one.</summary>
    public static bool Yields(ExchangeBalancer balancer, ExchangeBalancer other)
    {
        var accepted = IsAccepted(balancer);
        if (accepted != IsAccepted(other))
            return !accepted;
        return Age(other).CompareTo(Age(balancer)) < 0;
    }

    private static bool IsAccepted(ExchangeBalancer balancer) =>
        balancer.Status?.Conditions?.Any(condition => condition is { Type: "Accepted", Status: "True" } && condition.ObservedGeneration == balancer.Metadata.Generation) == true;

    private static (DateTime Created, string Name) Age(ExchangeBalancer balancer) =>
        (balancer.Metadata.CreationTimestamp ?? DateTime.MaxValue, NamespacedName.Of(balancer).ToString());
}
