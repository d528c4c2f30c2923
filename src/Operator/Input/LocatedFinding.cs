using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Operator.Input;

/// <summary>A finding and the place in the input that it speaks of.</summary>
/// <param name="Line">From 1.</param>
internal sealed record LocatedFinding(string File, int Line, Finding Finding)
{
    public bool IsError => Finding.Severity is Severity.Error;

    /// <summary><c>file:line: path: message</c>, the form that editors and CI systems know; on one line whatever the input holds.</summary>
    public override string ToString()
    {
        var severity = IsError ? "" : "warning: ";
        var path = Finding.Path.Length == 0 ? "" : $"{Finding.Path}: ";
        return string.Concat($"{File}:{Line}: {path}{severity}{Finding.Problem} {Finding.Remedy}".Select(character => char.IsControl(character) ? '?' : character));
    }
}
