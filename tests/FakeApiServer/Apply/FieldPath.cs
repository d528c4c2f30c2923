using System.Text;
using System.Text.Json.Nodes;

namespace ExchangeHA.FakeApiServer.Apply;

/// <summary>Where a field is, in the words of <c>managedFields</c>: <c>f:spec</c>, <c>k:{"name":"a"}</c>, <c>v:"x"</c>.</summary>
/// <param name="Text">The elements, each after a separator that sorts a path right before those below it.</param>
internal readonly record struct FieldPath(string Text)
{
    private const char Separator = '\u0001';

    /// <summary>A field before those below it.</summary>
    public static readonly IComparer<FieldPath> Order = Comparer<FieldPath>.Create((left, right) => string.CompareOrdinal(left.Text, right.Text));

    public static readonly FieldPath Root = new("");

    public string[] Elements => Text.Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    public FieldPath Field(string name) => Element("f:" + name);

    public FieldPath Value(JsonNode? value) => Element("v:" + (value?.ToJsonString() ?? "null"));

    public FieldPath Item(JsonObject keys) => Element("k:" + keys.ToJsonString());

    public FieldPath Element(string element) => new(Text + Separator + element);

    /// <summary>Whether this is the same or above the other.</summary>
    public bool Covers(FieldPath other) => other.Text.StartsWith(Text, StringComparison.Ordinal) && (other.Text.Length == Text.Length || other.Text[Text.Length] == Separator);

    /// <summary>As error messages write it: <c>.spec.backends[name="a"].port</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var element in Elements)
        {
            if (element[0] == 'f')
                text.Append('.').Append(element.AsSpan(2));
            else if (element[0] == 'v')
                text.Append("[=").Append(element.AsSpan(2)).Append(']');
            else
                text.Append('[').AppendJoin(',', JsonNode.Parse(element[2..])!.AsObject().Select(pair => $"{pair.Key}={pair.Value?.ToJsonString()}")).Append(']');
        }
        return text.ToString();
    }
}
