using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Validation.Reading;

/// <summary>What a document comes to.</summary>
/// <param name="Balancer">What could be read; where a finding stands it has the default.</param>
/// <param name="Findings">What an API server would refuse or drop before any rule is asked.</param>
public sealed record ResourceReading(ExchangeBalancer Balancer, ImmutableArray<Finding> Findings)
{
    /// <summary>These findings and those that the rules make of the rest, without those that only follow from what was not read.</summary>
    public ImmutableArray<Finding> With(ImmutableArray<Finding> found) => [.. Findings, .. found.Where(finding => !Findings.Any(read => Covers(read.Path, finding.Path)))];

    private static bool Covers(string path, string inner) =>
        inner.StartsWith(path, StringComparison.Ordinal) && (inner.Length == path.Length || inner[path.Length] is '.' or '[');
}
