// One file: each of these is a line, and they are read together.
#pragma warning disable MA0048
namespace ExchangeHA.Balancing.Api.Schema;

/// <summary>A regular expression that a string, each item of a list of strings, or each value of a map, has to match.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Struct)]
public sealed class PatternAttribute(string regex) : Attribute
{
    public string Regex { get; } = regex;
}

/// <summary>The bounds of a string's length, in characters; of the items or values where it stands on a list or map of strings.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Struct)]
public sealed class LengthAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;
}

/// <summary>The bounds of a list's or a map's number of entries. Every list and map has them: CEL's cost is estimated from them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;
}

/// <summary>The bounds of a number, inclusive.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValueRangeAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;
}

/// <summary>The field must be present; it then has no default.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;

/// <summary>The list is a map by this key (<c>x-kubernetes-list-type: map</c>): entries have names, and several appliers can own some each.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListMapAttribute(params string[] keys) : Attribute
{
    public IReadOnlyList<string> Keys { get; } = keys;
}

/// <summary>The list is a set (<c>x-kubernetes-list-type: set</c>): order is kept, a value twice is refused.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListSetAttribute : Attribute;

/// <summary>The field may be null, which says the same as its absence: Kubernetes 1.20 leaves a null where a list is no longer applied, and would refuse what it made.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NullableInSchemaAttribute : Attribute;

/// <summary>The default the schema carries, as JSON, where the C# initializer is not to be taken (a nested object, say).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SchemaDefaultAttribute(string json) : Attribute
{
    public string Json { get; } = json;
}

/// <summary>A column of <c>kubectl get</c>, in the order of the attributes.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AdditionalPrinterColumnAttribute(string name, string jsonPath, string type = "string") : Attribute
{
    public string Name { get; } = name;

    public string JsonPath { get; } = jsonPath;

    public string Type { get; } = type;

    /// <summary>0 shows the column always, 1 only with <c>-o wide</c>.</summary>
    public int Priority { get; init; }

    public string? Description { get; init; }
}

/// <summary>A short name that kubectl accepts.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class KubernetesEntityShortNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>The bounds within which a duration works, inclusive. The schema cannot count time: a rule in CEL is written from them, and validation checks by them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum) : Attribute
{
    public string Minimum { get; } = minimum;

    public string Maximum { get; } = maximum;
}

/// <summary>
/// What the rule that it stands on says, or a part of it, in the Common Expression Language: the definition of the resource carries it, and API servers
/// enforce it since 1.25 (Kubernetes, "CustomResourceDefinition validation rules"). It uses only what that version knows (decision 23).
/// </summary>
/// <param name="type">Of the resource: where the rule is put.</param>
/// <param name="field">The property of the type whose value is <c>self</c>; null for the object as a whole.</param>
/// <param name="rule">What must be true.</param>
/// <param name="message">What the server says when it is not.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CelAttribute(Type type, string? field, string rule, string message) : Attribute
{
    public Type Type { get; } = type;

    public string? Field { get; } = field;

    public string Rule { get; } = rule;

    public string Message { get; } = message;

    /// <summary>Whether <c>self</c> is each item of the list, so that the server names the one that is wrong.</summary>
    public bool EachItem { get; init; }
}
