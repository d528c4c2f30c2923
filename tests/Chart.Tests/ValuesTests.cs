using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace ExchangeHA.Chart.Tests;

/// <summary>Values are explained where they stand; schema and README follow them.</summary>
public sealed class ValuesTests
{
    private const string Begin = "<!-- values -->\n";
    private const string End = "<!-- end of values -->\n";

    private static readonly string Values = Path.Combine(Tools.Chart, "values.yaml");

    [Fact]
    public void Each_value_is_in_the_schema_and_the_schema_has_no_other()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Tools.Chart, "values.schema.json")))!;
        var (inSchema, inValues) = (new List<string>(), new List<string>());
        Walk("", schema.AsObject(), Yaml.Document(Values), inSchema, inValues);
        // Helm's own, for charts that are parts of others
        inSchema.Remove("global");
        inValues.Order(StringComparer.Ordinal).ShouldBe(inSchema.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_value_is_explained() => Rows().Where(row => row.Comment.Length == 0).Select(row => row.Path).ShouldBeEmpty();

    [Fact]
    public void The_readme_has_the_table_of_values()
    {
        var path = Path.Combine(Tools.Chart, "README.md");
        var readme = File.ReadAllText(path);
        var (begin, end) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));
        var table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
        foreach (var row in Rows())
            table.Append($"| `{row.Path}` | {row.Default} | {row.Comment.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, readme[..begin] + table + readme[end..]);
        else
            readme[begin..end].ShouldBe(table.ToString(), "`make golden` writes it anew");
    }

    private static void Walk(string path, JsonObject schema, YamlNode? values, List<string> inSchema, List<string> inValues)
    {
        if (schema["properties"] is not JsonObject properties || schema["additionalProperties"]?.ToString() != "false")
            return;
        inValues.AddRange(values.Entries().Select(entry => path + entry.Key));
        foreach (var (name, value) in properties)
        {
            inSchema.Add(path + name);
            Walk($"{path}{name}.", value!.AsObject(), values.At(name), inSchema, inValues);
        }
    }

    /// <summary>Every key that has a comment above it, and every one that has neither that nor keys of its own.</summary>
    private static List<(string Path, string Default, string Comment)> Rows()
    {
        var rows = new List<(string Path, string Default, string Comment)>();
        var (parents, comment) = (new Stack<(int Indent, string Path)>(), "");
        var lines = File.ReadAllLines(Values);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            var indent = lines[i].Length - lines[i].TrimStart().Length;
            if (line.StartsWith('#'))
            {
                comment = $"{comment} {line[1..].Trim()}".Trim();
                continue;
            }

            if (line.Length == 0 || line.StartsWith('-') || line.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
            {
                comment = "";
                continue;
            }

            while (parents.Count > 0 && parents.Peek().Indent >= indent)
                parents.Pop();
            var path = parents.Count == 0 ? line[..colon] : $"{parents.Peek().Path}.{line[..colon]}";
            var value = line[(colon + 1)..].Trim();
            var isBlock = value.Length == 0;
            // below a value that is explained as a whole
            if (parents.Any(parent => rows.Exists(row => row.Path == parent.Path)))
                continue;
            if (comment.Length > 0 || !isBlock)
                rows.Add((path, isBlock ? "see values.yaml" : $"`{value}`", comment));
            parents.Push((indent, path));
            comment = "";
        }

        return rows;
    }
}
