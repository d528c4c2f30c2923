using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ExchangeHA.FakeApiServer.Resources;

/// <summary>Whether a custom resource is as its schema demands: what is required, types, and limits of values.</summary>
internal static class SchemaValidation
{
    /// <summary>The first field that is wrong, named as the real server names it: without the indexes of lists.</summary>
    public static (string Field, string Why)? FirstError(JsonObject body, JsonObject schema) => Errors(body, schema, "").Select(error => ((string, string)?)error).FirstOrDefault();

    private static IEnumerable<(string Field, string Why)> Errors(JsonNode? node, JsonObject schema, string field) => node switch
    {
        JsonObject map when schema["type"].Is("object") => OfMap(map, schema, field),
        JsonArray list when schema["type"].Is("array") => OfList(list, schema, field),
        JsonValue value when OfType(value, schema) is { } why => [(field, why)],
        JsonValue => [],
        _ => [(field, $"Invalid value: must be of type {schema["type"]}")],
    };

    private static IEnumerable<(string Field, string Why)> OfMap(JsonObject map, JsonObject schema, string field)
    {
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(name => (string)name!).Where(name => map[name] is null))
            yield return (Below(field, name), "Required value");
        foreach (var (name, value) in map)
        {
            if (value is not null && name != "metadata" && (schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject of)
            {
                foreach (var error in Errors(value, of, Below(field, name)))
                    yield return error;
            }
        }
    }

    private static IEnumerable<(string Field, string Why)> OfList(JsonArray list, JsonObject schema, string field)
    {
        if (list.Count < (int?)schema["minItems"] || list.Count > (int?)schema["maxItems"])
            yield return (field, "Invalid value: has too few or too many items");
        foreach (var error in list.SelectMany(item => Errors(item, schema["items"]!.AsObject(), field)))
            yield return error;
    }

    private static string? OfType(JsonValue value, JsonObject schema) => ((string?)schema["type"], value.GetValueKind()) switch
    {
        ("string", JsonValueKind.String) => OfText((string)value!, schema),
        ("integer" or "number", JsonValueKind.Number) => OfNumber(Number(value)!.Value, schema),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => null,
        (null, _) => null,
        var (type, _) => $"Invalid value: must be of type {type}",
    };

    private static string? OfText(string text, JsonObject schema)
    {
        if (text.Length < (int?)schema["minLength"] || text.Length > (int?)schema["maxLength"])
            return "Invalid value: is too short or too long";
        if ((string?)schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            return $"Invalid value: should match '{pattern}'";
        return schema["enum"] is JsonArray values && !values.Any(value => (string)value! == text) ? $"Unsupported value: \"{text}\"" : null;
    }

    private static string? OfNumber(double number, JsonObject schema) =>
        number < Number(schema["minimum"]) || number > Number(schema["maximum"]) ? "Invalid value: is too small or too large" : null;

    // a number of a body and one of a schema need not be held as the same type
    private static double? Number(JsonNode? node) => node is null ? null : double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static string Below(string field, string name) => field.Length == 0 ? name : $"{field}.{name}";

    private static bool Is(this JsonNode? node, string text) => (string?)node == text;
}
