using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExchangeHA.Balancing.Tests.Reference;

/// <summary>The schemas of the definitions as a page: a table for each object, its fields in the order of their declarations.</summary>
internal sealed class ReferencePage
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder _text = new();
    private readonly List<string> _withoutExample = [];

    /// <summary>Fields that hold a value and of which no example has one.</summary>
    public IReadOnlyList<string> WithoutExample => _withoutExample;

    public void Add(string text) => _text.Append(text);

    /// <param name="definition">A CustomResourceDefinition.</param>
    /// <param name="example">An object of the kind that has every field.</param>
    public void AddKind(JsonObject definition, JsonObject example)
    {
        var (spec, names) = (definition["spec"]!, definition["spec"]!["names"]!);
        var schema = spec["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
        _text.Append($"\n## {names["kind"]}\n\n{schema["description"]}\n\n`{spec["group"]}/{spec["versions"]![0]!["name"]}`, short name `{names["shortNames"]![0]}`.\n");
        AddRules(schema);
        foreach (var part in new[] { "spec", "status" })
            AddObject(part, schema["properties"]![part]!.AsObject(), [example[part]]);
    }

    public override string ToString() => _text.ToString();

    private void AddObject(string path, JsonObject schema, IReadOnlyList<JsonNode?> examples)
    {
        _text.Append($"\n### {path}\n\n{schema["description"]}\n");
        AddRules(schema);
        _text.Append("\n| field | type | default | limits | | example |\n|---|---|---|---|---|---|\n");
        var required = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var inner = new List<(string Path, JsonObject Schema, IReadOnlyList<JsonNode?> Examples)>();
        foreach (var (name, value) in schema["properties"]!.AsObject())
        {
            var (field, place) = (value!.AsObject(), $"{path}.{name}");
            List<JsonNode?> found = [.. examples.OfType<JsonObject>().Select(example => example[name]).Where(node => node is not null)];
            if (ObjectOf(field) is { } nested)
                inner.Add((nested == field ? place : $"{place}[]", nested, nested == field ? found : [.. found.OfType<JsonArray>().SelectMany(list => list)]));
            else if (found.Count == 0)
                _withoutExample.Add(place);
            string[] cells = [Link(name, place, field), TypeOf(field), required.Contains(name) ? "**required**" : DefaultOf(field), LimitsOf(field), Escaped($"{field["description"]}"), ObjectOf(field) is null && found.Count > 0 ? Code(found[0]!) : ""];
            _text.Append($"| {string.Join(" | ", cells)} |\n");
        }

        foreach (var next in inner)
            AddObject(next.Path, next.Schema, next.Examples);
    }

    /// <summary>What the definition's CEL says: words for people, the rule itself stands in crds/.</summary>
    private void AddRules(JsonObject schema)
    {
        foreach (var rule in schema["x-kubernetes-validations"] as JsonArray ?? [])
            _text.Append($"\n- {rule!["message"]}");
        if (schema.ContainsKey("x-kubernetes-validations"))
            _text.Append('\n');
    }

    /// <summary>The object that a field is or a list of which it is.</summary>
    private static JsonObject? ObjectOf(JsonObject field) =>
        field.ContainsKey("properties") ? field : field["items"] is JsonObject items && items.ContainsKey("properties") ? items : null;

    private static string Link(string name, string place, JsonObject field) => ObjectOf(field) is { } nested
        ? $"[`{name}`](#{string.Concat((nested == field ? place : $"{place}[]").ToLowerInvariant().Where(character => char.IsAsciiLetterOrDigit(character)))})"
        : $"`{name}`";

    private static string TypeOf(JsonObject field) => $"{field["type"]}" switch
    {
        "array" when ObjectOf(field) is { } => field["x-kubernetes-list-map-keys"] is JsonArray keys ? $"list by {string.Join(" and ", keys.Select(key => $"`{key}`"))}" : "list",
        "array" => $"list of {TypeOf(field["items"]!.AsObject())}",
        "object" when field.ContainsKey("additionalProperties") => "map of text",
        "integer" => "number",
        "boolean" => "true or false",
        "string" when field.ContainsKey("enum") => "word",
        "string" when $"{field["format"]}" == "date-time" => "time",
        "string" when $"{field["pattern"]}" == Api.Duration.Format => "duration",
        "string" => "text",
        var other => other,
    };

    private static string DefaultOf(JsonObject field) => field["default"] is { } value && value is not JsonObject ? Code(value) : "";

    private static string LimitsOf(JsonObject field)
    {
        var limits = new List<string>();
        var text = field["items"] as JsonObject ?? field["additionalProperties"] as JsonObject ?? field;
        if (field["maxItems"] is not null)
            limits.Add($"{field["minItems"] ?? 0} to {field["maxItems"]}{($"{field["x-kubernetes-list-type"]}" == "set" ? ", each once" : "")}");
        if (field["maxProperties"] is not null)
            limits.Add($"{field["minProperties"] ?? 0} to {field["maxProperties"]}");
        if (field["maximum"] is not null)
            limits.Add($"{field["minimum"]} to {field["maximum"]}");
        if (text["enum"] is JsonArray words)
            limits.Add(string.Join(", ", words.Select(word => $"`{word}`")));
        if (text["maxLength"] is not null && TypeOf(text) != "duration")
            limits.Add($"{text["minLength"] ?? 0} to {text["maxLength"]} characters");
        if (text["pattern"] is { } pattern && TypeOf(text) != "duration")
            limits.Add(Code(pattern));
        // an object's stand at its own table
        if (!field.ContainsKey("properties"))
            limits.AddRange(Messages(field).Select(message => TypeOf(field) == "duration" ? message.Replace("Write ", "", StringComparison.Ordinal) : message));
        if (text != field && !text.ContainsKey("properties"))
            limits.AddRange(Messages(text));
        return string.Join("; ", limits);
    }

    private static IEnumerable<string> Messages(JsonObject schema) =>
        (schema["x-kubernetes-validations"] as JsonArray ?? []).Select(rule => Escaped($"{rule!["message"]}".TrimEnd('.')));

    private static string Code(JsonNode value) => $"`{Escaped(value is JsonValue text && text.GetValueKind() is JsonValueKind.String ? text.GetValue<string>() : value.ToJsonString(Plain))}`";

    // GitHub's tables end a cell at every |, also in code
    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
