using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Nothing is null that the types do not let be null.</summary>
public sealed class PresenceRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => Check(snapshot.Balancer);

    internal static IEnumerable<Finding> Check(ExchangeBalancer balancer)
    {
        if (string.IsNullOrEmpty(balancer.Metadata?.Name))
            yield return Findings.Error("metadata.name", "It is missing.", "Give the balancer a name.");
        foreach (var field in SpecFields.Of(balancer).Where(field => field is { Value: null, MayBeNull: false }))
            yield return Findings.Error(field.Path, "It is null.", "Give it a value or leave the field out.");
    }
}
