using ExchangeHA.Balancing.Manifests;

namespace ExchangeHA.Controller;

/// <summary>What the operator was started with.</summary>
public sealed record ControllerOptions
{
    /// <summary>The namespaces whose balancers are served.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    public required OperatorSettings Settings { get; init; }

    /// <summary>Balancers reconciled at once; one never delays another.</summary>
    public int Workers { get; init; } = 4;
}
