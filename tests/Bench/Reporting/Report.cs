using System.Globalization;
using System.Text;

namespace ExchangeHA.Bench.Reporting;

/// <summary>The document with the figures: a section for each part, of which a run rewrites those that it measured.</summary>
internal static class Report
{
    private const string Head = """
        # Benchmarks

        What `make bench` measured; it writes this file. `PARTS=decode,queue make bench` measures some parts and leaves the others as they are. Each figure stands
        beside what it is compared with, measured in the same run on the same machine: the ratio travels, the figure does not. The last column holds what was
        aimed at, or what was quoted of KubeOps 13 on KubernetesClient 19 (same kind of machine and API server, 9 requests for a resource): for comparison, not measured here.

        """;

    public static string Section(string title, IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder($"## {title}\n\n{DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {Machine.Describe()}.\n\n");
        text.Append("| | here | beside | ratio | quoted |\n|---|---|---|---|---|\n");
        foreach (var figure in figures)
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | {figure.Here} | {figure.Beside} | {(figure.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "")} | {figure.Quoted} |\n");
        return text.ToString();
    }

    /// <summary>Puts a section in the place of the one with its title, else at the end.</summary>
    public static void Write(string path, string title, string section)
    {
        var sections = File.Exists(path) ? File.ReadAllText(path).Split("\n## ").Skip(1).ToList() : [];
        var index = sections.FindIndex(other => other.StartsWith(title + "\n", StringComparison.Ordinal));
        var body = section["## ".Length..].TrimEnd('\n') + "\n";
        if (index >= 0)
            sections[index] = body;
        else
            sections.Add(body);
        File.WriteAllText(path, Head + string.Concat(sections.Select(other => $"\n## {other.TrimEnd('\n')}\n")));
    }
}
