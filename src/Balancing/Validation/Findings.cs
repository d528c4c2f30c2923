namespace ExchangeHA.Balancing.Validation;

/// <summary>Makes findings.</summary>
internal static class Findings
{
    private const int Shown = 64;

    public static Finding Error(string path, string problem, string remedy) => new(Severity.Error, path, problem, remedy);

    public static Finding Warning(string path, string problem, string remedy) => new(Severity.Warning, path, problem, remedy);

    /// <summary>A value in quotes, bounded and on one line: it goes into conditions, events and logs.</summary>
    public static string Quote(string value)
    {
        var shown = value.Length <= Shown ? value : value[..Shown] + "...";
        return $"\"{string.Concat(shown.Select(character => char.IsControl(character) ? '?' : character))}\"";
    }
}
