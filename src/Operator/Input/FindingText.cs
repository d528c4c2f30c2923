namespace ExchangeHA.Operator.Input;

/// <summary>Findings for people, editors and CI systems: one a line.</summary>
internal static class FindingText
{
    public static async Task WriteAsync(TextWriter console, IEnumerable<LocatedFinding> findings)
    {
        foreach (var finding in findings)
            await console.WriteLineAsync(finding.ToString());
    }
}
