using System.Collections;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Validation;

/// <summary>Walks over a resource by the same metadata that its schema is made from.</summary>
internal static class SpecFields
{
    /// <summary>Every field of the spec in the order of the declarations, lists before their items.</summary>
    public static IEnumerable<SpecField> Of(ExchangeBalancer balancer)
    {
        var spec = BalancingJsonContext.Default.ExchangeBalancer.Properties.Single(field => field.Name == "spec");
        return OfValue(spec, balancer.Spec, "spec", FieldConstraints.Of(spec), mayBeNull: false);
    }

    private static IEnumerable<SpecField> OfObject(JsonTypeInfo type, object value, string path) =>
        type.Properties.SelectMany(field => OfValue(field, field.Get!(value), $"{path}.{field.Name}", FieldConstraints.Of(field), field.IsGetNullable));

    private static IEnumerable<SpecField> OfValue(JsonPropertyInfo field, object? value, string path, FieldConstraints constraints, bool mayBeNull)
    {
        yield return new SpecField(path, constraints, value, mayBeNull);
        if (value is null)
            yield break;
        foreach (var inner in Inner(field, value, path, constraints))
            yield return inner;
    }

    private static IEnumerable<SpecField> Inner(JsonPropertyInfo field, object value, string path, FieldConstraints constraints) => value switch
    {
        IDictionary<string, string> map => map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new SpecField($"{path}[{entry.Key}]", constraints, entry.Value, MayBeNull: false)),
        IList list => list.Cast<object?>().SelectMany((item, index) => OfItem(field, item, $"{path}[{index}]", constraints)),
        _ => field.Options.GetTypeInfo(value.GetType()) is { Kind: JsonTypeInfoKind.Object } type ? OfObject(type, value, path) : [],
    };

    private static IEnumerable<SpecField> OfItem(JsonPropertyInfo field, object? item, string path, FieldConstraints constraints)
    {
        if (item is null || field.Options.GetTypeInfo(item.GetType()) is not { Kind: JsonTypeInfoKind.Object } type)
            return [new SpecField(path, constraints, item, MayBeNull: false)];
        return OfObject(type, item, path);
    }
}
