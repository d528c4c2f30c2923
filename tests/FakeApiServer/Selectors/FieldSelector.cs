using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.FakeApiServer.Selectors;

/// <summary>A field selector: <c>metadata.name=a,status.phase!=Running</c>, of the few fields that a kind permits.</summary>
internal sealed class FieldSelector
{
    private readonly List<(string Field, string Value, bool Equal)> _requirements = [];

    private FieldSelector()
    {
    }

    /// <exception cref="ApiException">400: it is not a selector, or names a field that the kind does not permit.</exception>
    public static FieldSelector Parse(string? text, ResourceKind kind)
    {
        var selector = new FieldSelector();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw ApiException.BadRequest($"invalid selector: '{part}'; can't understand '{part}'");
            var field = part[..at].TrimEnd('!').TrimEnd();
            if (field is not ("metadata.name" or "metadata.namespace") && !kind.SelectableFields.Contains(field, StringComparer.Ordinal))
                throw ApiException.BadRequest($"field label not supported: {field}");
            selector._requirements.Add((field, part[(at + 1)..].TrimStart('=').Trim(), part[at - 1] != '!'));
        }
        return selector;
    }

    public bool Matches(StoredObject value) =>
        _requirements.TrueForAll(requirement => (value.Text(requirement.Field) ?? "") == requirement.Value == requirement.Equal);
}
