using ExchangeHA.FakeApiServer.Http;
using ExchangeHA.FakeApiServer.Storage;

namespace ExchangeHA.FakeApiServer.Selectors;

/// <summary>Which objects a list or watch is about.</summary>
internal sealed class Selection
{
    private readonly ApiCall _call;
    private readonly LabelSelector _labels;
    private readonly FieldSelector _fields;

    public Selection(ApiCall call)
    {
        _call = call;
        _labels = LabelSelector.Parse(call.Query["labelSelector"]);
        _fields = FieldSelector.Parse(call.Query["fieldSelector"], call.Kind);
        IsEverything = string.IsNullOrEmpty(call.Query["labelSelector"]) && string.IsNullOrEmpty(call.Query["fieldSelector"]);
    }

    /// <summary>Whether nothing but kind and namespace selects.</summary>
    public bool IsEverything { get; }

    public bool Includes(StoredObject? value) =>
        value is not null
        && value.Key.Kind == _call.Kind
        && (_call.Namespace.Length == 0 || value.Key.Namespace == _call.Namespace)
        && _labels.Matches(value.Labels)
        && _fields.Matches(value);
}
