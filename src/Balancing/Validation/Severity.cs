namespace ExchangeHA.Balancing.Validation;

/// <summary>Whether a finding refuses the resource.</summary>
public enum Severity
{
    Warning,
    Error,
}
