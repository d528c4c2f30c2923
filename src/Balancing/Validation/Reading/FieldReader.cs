using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Validation.Reading;

/// <summary>Whether a field's JSON fits its type.</summary>
internal static class FieldReader
{
    /// <summary>What reads an object, of the type that the field or its items have.</summary>
    public delegate void ObjectReader(JsonTypeInfo type, JsonObject value, string path, ImmutableArray<Finding>.Builder findings);

    public static bool IsRequired(JsonPropertyInfo field) => FieldConstraints.Of(field).IsRequired;

    /// <summary>Whether the value can stay; if not, or if something in it had to go, there is a finding.</summary>
    public static bool Fits(JsonPropertyInfo field, JsonNode? value, string path, ImmutableArray<Finding>.Builder findings, ObjectReader readObject)
    {
        if (value is null)
        {
            // the API server takes null for "not given" where there is a default, and refuses it elsewhere
            if (IsRequired(field) || field.IsGetNullable)
                findings.Add(Findings.Error(path, "It is null.", "Give it a value or leave the field out."));
            return false;
        }
        return Fits(field.PropertyType, field, value, path, findings, readObject);
    }

    /// <summary>What a missing field should hold.</summary>
    public static string Wanted(JsonPropertyInfo field) => TypeOf(field.PropertyType, field.Options) switch
    {
        { Kind: not JsonTypeInfoKind.None } type => Wanted(type),
        _ when FieldConstraints.Of(field).Range is { } range => $"Write a number, {range.Minimum} to {range.Maximum}.",
        _ => "Give it a value.",
    };

    private static string Wanted(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Enumerable => "Write a list.",
        JsonTypeInfoKind.Dictionary => "Write a mapping, key: value.",
        _ => $"Write a mapping with {string.Join(", ", type.Properties.Where(IsRequired).Select(inner => inner.Name).DefaultIfEmpty("its fields"))}.",
    };

    private static bool Fits(Type declared, JsonPropertyInfo field, JsonNode value, string path, ImmutableArray<Finding>.Builder findings, ObjectReader readObject)
    {
        var type = TypeOf(declared, field.Options);
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when value is JsonObject inner:
                readObject(type, inner, path, findings);
                return true;
            case JsonTypeInfoKind.Enumerable when value is JsonArray list:
                // once it is read, an empty list and an absent one are the same
                if (list.Count == 0 && FieldConstraints.Of(field) is { Default: not null, Items: { Minimum: > 0 } items })
                    findings.Add(Findings.Error(path, "It is empty.", $"Write {items.Minimum} to {items.Maximum} entries, or leave the field out."));
                for (var index = 0; index < list.Count; index++)
                    ReplaceUnfit(type, field, list[index], $"{path}[{index}]", findings, readObject, unfit => list[index] = unfit);
                return true;
            case JsonTypeInfoKind.Dictionary when value is JsonObject map:
                foreach (var (key, inner) in map.ToList())
                    ReplaceUnfit(type, field, inner, $"{path}[{key}]", findings, readObject, unfit => map[key] = unfit);
                return true;
            case JsonTypeInfoKind.None when Scalar(type.Type, field, value) is not { } wanted:
                return true;
            case JsonTypeInfoKind.None:
                findings.Add(Findings.Error(path, $"{Shown(value)}.", Scalar(type.Type, field, value)!));
                return false;
            default:
                findings.Add(Findings.Error(path, $"{Shown(value)}.", Wanted(type)));
                return false;
        }
    }

    /// <summary>Items keep their places, so that the paths of later findings are those of the document: an unfit one becomes an empty one of its type.</summary>
    private static void ReplaceUnfit(JsonTypeInfo collection, JsonPropertyInfo field, JsonNode? item, string path, ImmutableArray<Finding>.Builder findings, ObjectReader readObject, Action<JsonNode> replace)
    {
        if (item is null)
            findings.Add(Findings.Error(path, "It is null.", "Give it a value or leave it out."));
        else if (Fits(collection.ElementType!, field, item, path, findings, readObject))
            return;
        replace(Empty(TypeOf(collection.ElementType!, field.Options)));
    }

    private static JsonNode Empty(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => new JsonObject(),
        JsonTypeInfoKind.Enumerable => new JsonArray(),
        _ when type.Type == typeof(int) || type.Type == typeof(long) => 0,
        _ when type.Type == typeof(bool) => false,
        _ => "",
    };

    /// <summary>What should be written instead, or null when the value fits.</summary>
    private static string? Scalar(Type type, JsonPropertyInfo field, JsonNode value)
    {
        var kind = value.GetValueKind();
        if (type == typeof(bool))
            return kind is JsonValueKind.True or JsonValueKind.False ? null : "Write true or false, without quotes.";
        if (type == typeof(int) || type == typeof(long))
            return IsWhole(value, type) ? null : FieldConstraints.Of(field).Range is { } range ? $"Write a whole number, {range.Minimum} to {range.Maximum}, without quotes." : "Write a whole number, without quotes.";
        if (type == typeof(DateTime))
            return kind is JsonValueKind.String && DateTime.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out _) ? null : "Write a time as 2026-01-02T03:04:05Z.";
        if (type.IsEnum)
            return kind is JsonValueKind.String && Enum.GetNames(type).Contains(value.GetValue<string>(), StringComparer.Ordinal) ? null : $"Write one of {string.Join(", ", Enum.GetNames(type))}.";
        if (kind is JsonValueKind.String)
            return null;
        return type == typeof(Duration) ? "Write whole numbers with d, h, m, s or ms, days first, as 500ms or 1m30s." : $"Write text; in quotes: \"{value.ToJsonString()}\".";
    }

    private static bool IsWhole(JsonNode value, Type type) =>
        value.GetValueKind() is JsonValueKind.Number
        && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (type == typeof(long) || number is >= int.MinValue and <= int.MaxValue);

    private static string Shown(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => $"It is the text {Findings.Quote(value.GetValue<string>())}",
        JsonValueKind.Number => $"It is the number {value.ToJsonString()}",
        // YAML 1.1, which kubectl reads, has many words for these
        JsonValueKind.True => "It is true, as which YAML reads yes, on and y too",
        JsonValueKind.False => "It is false, as which YAML reads no, off and n too",
        JsonValueKind.Array => "It is a list",
        _ => "It is a mapping",
    };

    private static JsonTypeInfo TypeOf(Type declared, JsonSerializerOptions options) => options.GetTypeInfo(Nullable.GetUnderlyingType(declared) ?? declared);
}
