namespace ExchangeHA.Operator.Input;

/// <summary>A finding for programs.</summary>
/// <param name="File">As it was named; <c>&lt;stdin&gt;</c> for standard input.</param>
/// <param name="Line">From 1.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Path">The field, as <c>spec.datacenters[1].priority</c>; empty where the file as a whole is meant.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What would be right.</param>
internal sealed record FindingJson(string File, int Line, string Severity, string Path, string Problem, string Remedy)
{
    public static FindingJson Of(LocatedFinding located) =>
        new(located.File, located.Line, located.IsError ? "error" : "warning", located.Finding.Path, located.Finding.Problem, located.Finding.Remedy);
}
