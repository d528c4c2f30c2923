using System.Text;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>The part of a request's address after the path.</summary>
internal sealed class QueryBuilder
{
    private readonly StringBuilder _text = new();

    public QueryBuilder Add(string name, string? value)
    {
        if (value is not null)
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public QueryBuilder Add(string name, int? value) => Add(name, value?.ToString());

    public override string ToString() => _text.ToString();
}
