using System.Collections.Immutable;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Validation;

internal static class FindingAssertions
{
    /// <summary>There is this one finding and no other, and it says what is wrong and what to do.</summary>
    public static void ShouldBeOnly(this ImmutableArray<Finding> findings, string path, string problem, Severity severity = Severity.Error)
    {
        findings.Length.ShouldBe(1, string.Join('\n', findings));
        findings[0].Path.ShouldBe(path);
        findings[0].Problem.ShouldContain(problem);
        findings[0].Severity.ShouldBe(severity);
        findings[0].Remedy.ShouldNotBeEmpty();
    }
}
