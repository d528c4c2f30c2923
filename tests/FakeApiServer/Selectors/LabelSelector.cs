using System.Text.RegularExpressions;
using ExchangeHA.FakeApiServer.Http;

namespace ExchangeHA.FakeApiServer.Selectors;

/// <summary>A label selector: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>.</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Predicate<IReadOnlyDictionary<string, string>>> _requirements = [];

    private LabelSelector()
    {
    }

    /// <exception cref="ApiException">400: it is not a selector.</exception>
    public static LabelSelector Parse(string? text)
    {
        var selector = new LabelSelector();
        if (string.IsNullOrWhiteSpace(text))
            return selector;
        // commas within parentheses separate values
        foreach (var part in Regex.Split(text, @",(?![^(]*\))", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            selector._requirements.Add(Requirement(part.Trim()));
        return selector;
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.TrueForAll(requirement => requirement(labels));

    private static Predicate<IReadOnlyDictionary<string, string>> Requirement(string text)
    {
        if (InSet().Match(text) is { Success: true } set)
        {
            var key = set.Groups["key"].Value;
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
            return set.Groups["not"].Success
                ? labels => !labels.TryGetValue(key, out var value) || !values.Contains(value, StringComparer.Ordinal)
                : labels => labels.TryGetValue(key, out var value) && values.Contains(value, StringComparer.Ordinal);
        }
        if (Equality().Match(text) is { Success: true } equality)
        {
            var (key, wished) = (equality.Groups["key"].Value, equality.Groups["value"].Value);
            return equality.Groups["not"].Success
                ? labels => !labels.TryGetValue(key, out var value) || value != wished
                : labels => labels.TryGetValue(key, out var value) && value == wished;
        }
        if (Existence().Match(text) is { Success: true } existence)
        {
            var (key, wished) = (existence.Groups["key"].Value, !existence.Groups["not"].Success);
            return labels => labels.ContainsKey(key) == wished;
        }
        throw ApiException.BadRequest($"unable to parse requirement: {text}");
    }

    private const string Key = "(?<key>[A-Za-z0-9][A-Za-z0-9._/-]*)";

    [GeneratedRegex($@"^{Key}\s+(?<not>not)?in\s+\((?<values>[^()]*)\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InSet();

    [GeneratedRegex($@"^{Key}\s*((?<not>!)=|==?)\s*(?<value>[A-Za-z0-9._-]*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Equality();

    [GeneratedRegex($@"^(?<not>!)?\s*{Key}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Existence();
}
