using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Validation;

/// <summary>A field of a resource, or an item of a list or map in it, with its value.</summary>
/// <param name="Path">As <c>spec.datacenters[1].priority</c>.</param>
/// <param name="Constraints">Of the field; of an item, those of the field it stands in.</param>
/// <param name="Value">Null where the JSON has null or nothing.</param>
/// <param name="MayBeNull">Whether the type allows that.</param>
internal readonly record struct SpecField(string Path, FieldConstraints Constraints, object? Value, bool MayBeNull);
