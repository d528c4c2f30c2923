using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace ExchangeHA.Balancing.Api.Schema;

/// <summary>What the attributes of a field say of its value: the schema is written from it, and validation checks by it.</summary>
internal sealed record FieldConstraints
{
    // reading attributes takes far longer than checking by them, and every validation asks for every field's
    private static readonly ConcurrentDictionary<PropertyInfo, FieldConstraints> Known = new();

    public required PropertyInfo Property { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Of the string, of each item of a list of strings, of each value of a map.</summary>
    public string? Pattern { get; init; }

    /// <summary>As <see cref="Pattern"/>.</summary>
    public LengthAttribute? Length { get; init; }

    public ItemsAttribute? Items { get; init; }

    public ValueRangeAttribute? Range { get; init; }

    /// <summary>The keys by which a list is a map; empty for any other list.</summary>
    public required IReadOnlyList<string> ListKeys { get; init; }

    public bool IsSet { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>JSON that takes the place of the initializer as default.</summary>
    public string? Default { get; init; }

    public DurationRangeAttribute? Durations { get; init; }

    public static FieldConstraints Of(JsonPropertyInfo field) => Known.GetOrAdd((PropertyInfo)field.AttributeProvider!, Read);

    private static FieldConstraints Read(PropertyInfo property)
    {
        // a type such as Duration carries its own pattern and length
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return new FieldConstraints
        {
            Property = property,
            IsRequired = property.IsDefined(typeof(RequiredAttribute)),
            Pattern = (property.GetCustomAttribute<PatternAttribute>() ?? type.GetCustomAttribute<PatternAttribute>())?.Regex,
            Length = property.GetCustomAttribute<LengthAttribute>() ?? type.GetCustomAttribute<LengthAttribute>(),
            Items = property.GetCustomAttribute<ItemsAttribute>(),
            Range = property.GetCustomAttribute<ValueRangeAttribute>(),
            ListKeys = property.GetCustomAttribute<ListMapAttribute>()?.Keys ?? [],
            IsSet = property.IsDefined(typeof(ListSetAttribute)),
            IsNullable = property.IsDefined(typeof(NullableInSchemaAttribute)),
            Default = property.GetCustomAttribute<SchemaDefaultAttribute>()?.Json,
            Durations = property.GetCustomAttribute<DurationRangeAttribute>(),
        };
    }
}
