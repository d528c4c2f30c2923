using ExchangeHA.Balancing.Manifests;

namespace ExchangeHA.Controller;

/// <summary>What the operator was started with.</summary>
public sealed record ControllerOptions
{
    /// <summary>The namespaces whose balancers are served; empty for all.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>The only datacenter that is served, where each has a cluster of its own; null for all.</summary>
    public string? Datacenter { get; init; }

    public required OperatorSettings Settings { get; init; }

    /// <summary>Balancers reconciled at once; one never delays another.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Requests to the API server a second, after as many at once as <see cref="Burst"/> says.</summary>
    public int QueriesPerSecond { get; init; } = 50;

    public int Burst { get; init; } = 100;
}
