using System.Globalization;
using System.Text.RegularExpressions;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>Keeps <c>maxconn</c> within the node's file limit: above it haproxy's check passes and its start fails.</summary>
public static partial class FileLimit
{
    /// <summary>Files for listeners, checks, sockets and the old workers' share of them.</summary>
    private const long Reserve = 512;

    private const string LoweredMark = " # lowered to the file limit from ";

    /// <summary>The connections that a limit of open files allows: each takes two, one to the client and one to the server.</summary>
    public static long ConnectionsWithin(long files) => Math.Max(1, (files - Math.Min(Reserve, files / 4)) / 2);

    /// <summary>The text with its global <c>maxconn</c> lowered where it must be.</summary>
    public static string Clamp(string text, long files)
    {
        var allowed = ConnectionsWithin(files);
        var section = "";
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0 && char.IsAsciiLetter(lines[i][0]))
                section = lines[i].Split([' ', '\t', '\r'], 2)[0];
            if (section != "global" || MaxConnections().Match(lines[i]) is not { Success: true } match)
                continue;
            if (!long.TryParse(match.Groups["value"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted <= allowed)
                continue;
            lines[i] = string.Create(CultureInfo.InvariantCulture, $"{match.Groups["before"].Value}{allowed}{LoweredMark}{wanted}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>What a clamped text was lowered to; null when it was not.</summary>
    public static int? LoweredIn(string text) =>
        Lowered().Match(text) is { Success: true } match ? int.Parse(match.Groups["value"].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\s+maxconn\s+(?<value>[0-9]+)" + LoweredMark, RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Lowered();

    [GeneratedRegex(@"^(?<before>\s+maxconn\s+)(?<value>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MaxConnections();
}
