using System.Globalization;
using System.Text.RegularExpressions;
using ExchangeHA.Balancing.Haproxy;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>Keeps <c>maxconn</c> within the node's file limit: above it haproxy's check passes and its start fails.</summary>
public static partial class FileLimit
{
    /// <summary>Files for listeners, checks, sockets and the old workers' share of them.</summary>
    private const long Reserve = 512;

    private const string LoweredMark = " # lowered to the file limit from ";
    private const string ShareMark = " # lowered with the process's own from ";

    /// <summary>The connections that a limit of open files allows: each takes two, one to the client and one to the server.</summary>
    public static long ConnectionsWithin(long files) => Math.Max(1, (files - Math.Min(Reserve, files / 4)) / 2);

    /// <summary>The text with its global <c>maxconn</c> lowered where it must be, and with it those of the services: a process that is full
    /// accepts nothing more, not even the health endpoint's connections, so the services must be full before it.</summary>
    public static string Clamp(string text, long files)
    {
        var allowed = ConnectionsWithin(files);
        var lines = text.Split('\n');
        if (!Lower(lines, section => section == "global", allowed, LoweredMark))
            return text;
        // a bridged one's connections take twice the files
        var shares = lines.Count(IsService) + lines.Count(line => line.TrimStart().StartsWith(ConnectionLimits.KeptWord, StringComparison.Ordinal));
        var share = (allowed - ConnectionLimits.Reserved) / Math.Max(1, shares);
        Lower(lines, IsService, Math.Max(1, share), ShareMark);
        return string.Join('\n', lines);
    }

    /// <summary>What a clamped text was lowered to; null when it was not.</summary>
    public static int? LoweredIn(string text) =>
        Lowered().Match(text) is { Success: true } match ? int.Parse(match.Groups["value"].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether it lowered any.</summary>
    private static bool Lower(string[] lines, Func<string, bool> isMeant, long allowed, string mark)
    {
        var lowered = false;
        var section = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0 && char.IsAsciiLetter(lines[i][0]))
                section = lines[i].TrimEnd();
            if (MaxConnections().Match(lines[i]) is not { Success: true } match || !isMeant(section))
                continue;
            if (!long.TryParse(match.Groups["value"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted <= allowed)
                continue;
            lines[i] = string.Create(CultureInfo.InvariantCulture, $"{match.Groups["before"].Value}{allowed}{mark}{wanted}");
            lowered = true;
        }

        return lowered;
    }

    private static bool IsService(string section) =>
        section.StartsWith("frontend ", StringComparison.Ordinal) && section.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["frontend", var name, ..] && !name.StartsWith(HaproxyRenderer.ReservedPrefix, StringComparison.Ordinal);

    [GeneratedRegex(@"^\s+maxconn\s+(?<value>[0-9]+)" + LoweredMark, RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Lowered();

    [GeneratedRegex(@"^(?<before>\s+maxconn\s+)(?<value>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MaxConnections();
}
