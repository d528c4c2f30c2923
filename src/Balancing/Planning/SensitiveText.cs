namespace ExchangeHA.Balancing.Planning;

/// <summary>A text that is never printed: logs, exceptions and debuggers show <c>***</c>.</summary>
public sealed record SensitiveText(string Reveal)
{
    public override string ToString() => "***";
}
