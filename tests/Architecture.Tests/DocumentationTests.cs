using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ExchangeHA.Architecture.Tests;

/// <summary>Who looks something up at three in the morning finds it, and finds it right.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "../.."));

    public static TheoryData<string> Pages() =>
    [
        "README.md",
        "charts/exchange-ha/README.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_links_lead_somewhere(string page)
    {
        // regular expressions between backticks look like links
        var text = Code().Replace(Fence().Replace(Read(page), ""), "");
        foreach (var (path, anchor) in Link().Matches(text).Select(match => (match.Groups["path"].Value, match.Groups["anchor"].Value)))
        {
            var target = path.Length == 0 ? page : Path.GetRelativePath(Root, Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(page)!, path)));
            Path.Exists(Path.Combine(Root, target)).ShouldBeTrue($"{page} links to {target}");
            if (anchor.Length > 0)
                Anchors(Read(target)).ShouldContain(anchor, $"{page} links to {target}#{anchor}");
        }
    }

    [Fact]
    public void The_README_lists_every_page() => Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(file => $"](docs/{Path.GetFileName(file)})").Where(link => !Read("README.md").Contains(link, StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_decision_is_listed() => Directory.EnumerateFiles(Path.Combine(Root, "docs/decisions"), "0*.md").Select(file => $"]({Path.GetFileName(file)})").Where(link => !Read("docs/decisions/README.md").Contains(link, StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Each_condition_with_each_reason_is_explained_and_no_other()
    {
        var builder = Read("src/Balancing/Status/StatusBuilder.cs");
        var spoken = Reason().Matches(builder).Select(match => $"{match.Groups["type"].Value} {match.Groups["status"].Value} {match.Groups["reason"].Value}").ToHashSet(StringComparer.Ordinal);
        spoken.Count.ShouldBeGreaterThan(10, "the source is really read");
        // those that are told with the reason of another condition, or of an enumeration
        spoken.UnionWith(["Ready False Invalid", "Ready False NoHolder", "Ready False MultipleHolders", "Ready True HeldElsewhere", "Ready True Serving", "Stalled True Invalid", "CertificatesValid True Valid"]);
        spoken.UnionWith(EnumMember().Matches(Read("src/Balancing/Status/CertificateState.cs")).Select(match => match.Groups["name"].Value).Where(name => name != "Valid").Select(name => $"CertificatesValid False {name}"));

        Explained().Order(StringComparer.Ordinal).ShouldBe(spoken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_event_is_explained_and_no_other()
    {
        var spoken = Moment().Matches(Read("src/Balancing/Status/Moments.cs")).Select(match => $"{match.Groups["reason"].Value} {(match.Groups["warning"].Value == "true" ? "Warning" : "Normal")}").Distinct(StringComparer.Ordinal);
        var explained = EventRow().Matches(Read("docs/conditions.md")).SelectMany(match => Word().Matches(match.Groups["reasons"].Value).Select(word => $"{word.Groups["word"].Value} {match.Groups["type"].Value}"));

        explained.Order(StringComparer.Ordinal).ShouldBe(spoken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_cause_for_which_a_node_may_not_hold_the_address_is_explained_in_the_logs_own_words()
    {
        var logged = Cause().Matches(Read("src/Agent/Keepalived/TrackFileWriter.cs")).Select(match => match.Groups["why"].Value).ToList();
        logged.Count.ShouldBeGreaterThanOrEqualTo(6, "the source is really read");
        var explained = FaultRow().Matches(Read("docs/conditions.md")).Select(match => match.Groups["why"].Value);

        explained.Order(StringComparer.Ordinal).ShouldBe(logged.Order(StringComparer.Ordinal));
    }

    /// <summary>Of the tables below the headings of conditions: type, status and reason.</summary>
    private static IEnumerable<string> Explained()
    {
        var type = "";
        foreach (var line in Read("docs/conditions.md").Split('\n'))
        {
            if (line.StartsWith('#'))
                type = line.TrimStart('#').Trim();
            else if (ReasonRow().Match(line) is { Success: true } row)
                foreach (Match word in Word().Matches(row.Groups["reasons"].Value))
                    yield return $"{type} {row.Groups["status"].Value} {word.Groups["word"].Value}";
        }
    }

    /// <summary>As GitHub and GitLab make them of headings.</summary>
    private static IEnumerable<string> Anchors(string text)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(text, "")))
        {
            var anchor = NoAnchor().Replace(heading.Groups["title"].Value.Trim().ToLower(CultureInfo.InvariantCulture), "").Replace(' ', '-');
            var count = seen.GetValueOrDefault(anchor);
            seen[anchor] = count + 1;
            yield return count == 0 ? anchor : $"{anchor}-{count}";
        }
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"\]\((?![a-z]+:)(?<path>[^)#\s]*)(#(?<anchor>[^)\s]+))?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoAnchor();

    [GeneratedRegex("""\(false, "(?<why>[^"]+)",""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cause();

    [GeneratedRegex("""^\| `FAULT`[^|]*"(?<why>[^"|]+)" \|""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FaultRow();

    [GeneratedRegex("""Condition\("(?<type>\w+)", "(?<status>\w+)", "(?<reason>\w+)",""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reason();

    [GeneratedRegex(@"new Moment\((?<warning>true|false), ""?(?<reason>\w+)""?,", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^    (?<name>[A-Z]\w+),?\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnumMember();

    [GeneratedRegex(@"^\| (?<status>True|False|Unknown) (?<reasons>`\w+`(, `\w+`)*) \|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReasonRow();

    [GeneratedRegex(@"^\| (?<reasons>`\w+`(, `\w+`)*) \| (?<type>Normal|Warning) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"`(?<word>\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
