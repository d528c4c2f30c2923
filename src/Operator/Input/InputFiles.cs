using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Operator.Input;

/// <summary>The objects of several files of several documents each, and what could not be read.</summary>
internal sealed record InputFiles(ImmutableArray<SourceDocument> Objects, ImmutableArray<LocatedFinding> Problems)
{
    private const string StandardInput = "-";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <param name="names">Files, folders (their YAML and JSON files, not those of folders in them), or <c>-</c> for standard input.</param>
    public static async Task<InputFiles> ReadAsync(IEnumerable<string> names, TextReader standardInput, CancellationToken cancellationToken)
    {
        var objects = ImmutableArray.CreateBuilder<SourceDocument>();
        var problems = ImmutableArray.CreateBuilder<LocatedFinding>();
        foreach (var name in names.SelectMany(FilesOf).Distinct(StringComparer.Ordinal))
        {
            var shown = name == StandardInput ? "<stdin>" : name;
            try
            {
                var text = name == StandardInput ? await standardInput.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(name, cancellationToken);
                foreach (var document in YamlToJson.ReadDocuments(text))
                    objects.AddRange(ObjectsOf(shown, document));
            }
            catch (YamlFormatException exception)
            {
                problems.Add(new LocatedFinding(shown, exception.Line, new Finding(Severity.Error, "", $"This is no YAML: {exception.Problem.TrimEnd('.')}.", "Mend it; nothing else of this file was read.")));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems.Add(new LocatedFinding(shown, 1, new Finding(Severity.Error, "", exception.Message, "Name files that can be read, or - for standard input.")));
            }
        }
        return new InputFiles(objects.ToImmutable(), problems.ToImmutable());
    }

    private static IEnumerable<string> FilesOf(string name) => name != StandardInput && Directory.Exists(name)
        ? Directory.EnumerateFiles(name).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)
        : [name];

    /// <summary>The document's object, or those of a List, as <c>kubectl get -o yaml</c> prints it; what is no object is none of ours.</summary>
    private static IEnumerable<SourceDocument> ObjectsOf(string file, YamlDocument document)
    {
        if (document.Content is not JsonObject content)
            return [];
        return content is { } list && list["kind"] is JsonValue kind && kind.TryGetValue<string>(out var name) && name.EndsWith("List", StringComparison.Ordinal) && list["items"] is JsonArray items
            ? items.Select((item, index) => (Item: item as JsonObject, Prefix: $"items[{index}]")).Where(entry => entry.Item is not null).Select(entry => new SourceDocument(file, document, entry.Prefix, entry.Item!))
            : [new SourceDocument(file, document, "", content)];
    }
}
