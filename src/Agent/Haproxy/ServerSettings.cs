using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>What a configuration's text says of its servers that a running haproxy can be told: the weight, and whether it is in maintenance.</summary>
/// <param name="Weight">0: drained.</param>
public sealed partial record ServerSettings(int Weight, bool IsDisabled)
{
    private const string Word = "server";

    /// <summary>By backend and server; one whose line names no weight is left out.</summary>
    public static ImmutableDictionary<(string Backend, string Server), ServerSettings> In(string text)
    {
        var settings = ImmutableDictionary.CreateBuilder<(string, string), ServerSettings>();
        var backend = "";
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (char.IsAsciiLetter(line[0]))
                backend = words[0] is "backend" or "listen" && words.Length > 1 ? words[1] : "";
            else if (words[0] == Word && words.Length > 2 && Settings().Match(line) is { Success: true } match)
                settings[(backend, words[1].Trim('"'))] = new(int.Parse(match.Groups["weight"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["disabled"].Success);
        }

        return settings.ToImmutable();
    }

    /// <summary>The text without them: to go from one of two texts that are the same without them to the other needs no reload.</summary>
    public static string Without(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimStart().StartsWith(Word + " ", StringComparison.Ordinal) ? Settings().Replace(line, "", count: 1) : line));

    // the product's own order; a word before it is a name, an address or an option, none of which holds a space
    [GeneratedRegex(" weight (?<weight>[0-9]{1,3})(?<disabled> disabled)?(?= |$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Settings();
}
