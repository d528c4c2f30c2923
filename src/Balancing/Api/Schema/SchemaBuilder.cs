using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Api.Schema;

/// <summary>
/// Writes a structural schema from the metadata of the JSON source generator: the names are those of the wire, the order is that of the
/// declarations, and nothing depends on reflection that trimming would break.
/// </summary>
internal sealed class SchemaBuilder(ApiDocumentation documentation, IReadOnlyCollection<CelAttribute> rules)
{
    /// <summary>The fields of an object, from an instance whose initializers are the defaults.</summary>
    public JsonObject ForObject(JsonTypeInfo type)
    {
        var initial = type.CreateObject!();
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in type.Properties.Where(property => property.Get is not null))
        {
            var constraints = FieldConstraints.Of(field);
            properties[field.Name] = ForField(field, constraints, initial);
            if (constraints.IsRequired)
                required.Add((JsonNode)field.Name);
        }

        var schema = new JsonObject { ["type"] = "object" };
        if (required.Count > 0)
            schema["required"] = required;
        schema["properties"] = properties;
        AddRules(schema, RulesOf(type.Type, field: null).Select(rule => (rule.Rule, rule.Message)));
        return schema;
    }

    private JsonObject ForField(JsonPropertyInfo field, FieldConstraints constraints, object initial)
    {
        var schema = Describe(documentation.Of(constraints.Property), ForValue(field.PropertyType, field.Options, constraints));
        if (constraints.IsNullable)
            schema["nullable"] = true;
        if (Default(field, constraints, initial) is { } value)
            schema["default"] = value;
        var stated = RulesOf(constraints.Property.DeclaringType!, constraints.Property.Name).ToLookup(rule => rule.EachItem, rule => (rule.Rule, rule.Message));
        AddRules(schema, constraints.Durations is { } range ? stated[false].Prepend(DurationCel.InRange(range)) : stated[false]);
        if (stated.Contains(true))
            AddRules(schema["items"]!.AsObject(), stated[true]);
        return schema;
    }

    private JsonObject ForValue(Type declared, JsonSerializerOptions options, FieldConstraints constraints)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(bool))
            return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int) || type == typeof(long))
            return ForInteger(type == typeof(int) ? "int32" : "int64", constraints.Range);
        if (type == typeof(DateTime))
            return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        if (type.IsEnum)
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(name))]) };
        if (type == typeof(V1Condition))
            return ConditionSchema.Create();
        var info = options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => ForObject(info),
            JsonTypeInfoKind.Enumerable => ForList(info, options, constraints),
            JsonTypeInfoKind.Dictionary => ForMap(info, options, constraints),
            _ => ForString(constraints),
        };
    }

    private static JsonObject ForInteger(string format, ValueRangeAttribute? range)
    {
        var schema = new JsonObject { ["type"] = "integer", ["format"] = format };
        if (range is not null)
        {
            schema["minimum"] = range.Minimum;
            schema["maximum"] = range.Maximum;
        }

        return schema;
    }

    private static JsonObject ForString(FieldConstraints constraints)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (constraints.Length is { } length)
            AddBounds(schema, "minLength", length.Minimum, "maxLength", length.Maximum);
        if (constraints.Pattern is { } pattern)
            schema["pattern"] = pattern;
        return schema;
    }

    private JsonObject ForList(JsonTypeInfo info, JsonSerializerOptions options, FieldConstraints constraints)
    {
        var schema = new JsonObject
        {
            ["type"] = "array",
            ["x-kubernetes-list-type"] = constraints.ListKeys.Count > 0 ? "map" : constraints.IsSet ? "set" : "atomic",
        };
        if (constraints.ListKeys.Count > 0)
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. constraints.ListKeys.Select(key => JsonValue.Create(key))]);
        if (constraints.Items is { } items)
            AddBounds(schema, "minItems", items.Minimum, "maxItems", items.Maximum);
        var element = info.ElementType!;
        schema["items"] = Describe(element.IsEnum ? null : documentation.Of(element), ForValue(element, options, constraints));
        return schema;
    }

    // atomic: a selector that two appliers had put together would select what neither meant
    private JsonObject ForMap(JsonTypeInfo info, JsonSerializerOptions options, FieldConstraints constraints)
    {
        var schema = new JsonObject { ["type"] = "object", ["x-kubernetes-map-type"] = "atomic" };
        if (constraints.Items is { } items)
            AddBounds(schema, "minProperties", items.Minimum, "maxProperties", items.Maximum);
        schema["additionalProperties"] = ForValue(info.ElementType!, options, constraints);
        return schema;
    }

    private static JsonNode? Default(JsonPropertyInfo field, FieldConstraints constraints, object initial)
    {
        if (constraints.Default is { } json)
            return JsonNode.Parse(json);
        if (constraints.IsRequired || field.Get!(initial) is not { } value)
            return null;
        // an empty list or map says no more than an absent one
        var node = JsonSerializer.SerializeToNode(value, field.Options.GetTypeInfo(field.PropertyType));
        return node is JsonValue ? node : null;
    }

    private static void AddBounds(JsonObject schema, string minimumName, int minimum, string maximumName, int maximum)
    {
        if (minimum > 0)
            schema[minimumName] = minimum;
        schema[maximumName] = maximum;
    }

    private IEnumerable<CelAttribute> RulesOf(Type type, string? field) => rules.Where(rule => rule.Type == type && rule.Field == field);

    private static void AddRules(JsonObject schema, IEnumerable<(string Rule, string Message)> rules)
    {
        // of type JsonNode, for JsonArray's other Add needs what trimming takes away
        var written = new JsonArray([.. rules.Select(JsonNode (rule) => new JsonObject { ["rule"] = rule.Rule, ["message"] = rule.Message })]);
        if (written.Count > 0)
            schema["x-kubernetes-validations"] = written;
    }

    private static JsonObject Describe(string? description, JsonObject schema)
    {
        if (description is not null)
            schema.Insert(0, "description", description);
        return schema;
    }
}
