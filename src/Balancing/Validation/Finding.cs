namespace ExchangeHA.Balancing.Validation;

/// <summary>Something wrong in a resource.</summary>
/// <param name="Severity">An error refuses the resource; a warning is told and the resource is taken.</param>
/// <param name="Path">The field, as <c>spec.datacenters[1].priority</c>.</param>
/// <param name="Problem">What is wrong, with the value.</param>
/// <param name="Remedy">What would be right.</param>
public sealed record Finding(Severity Severity, string Path, string Problem, string Remedy)
{
    public override string ToString() => $"{Path}: {Problem} {Remedy}";
}
