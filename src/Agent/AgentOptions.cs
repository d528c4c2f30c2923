namespace ExchangeHA.Agent;

/// <summary>Which node, Secret and report an agent serves.</summary>
public sealed record AgentOptions
{
    /// <summary>The Secret that holds the configuration.</summary>
    public required string Secret { get; init; }

    /// <summary>The BalancerNode to report into.</summary>
    public required string BalancerNode { get; init; }

    /// <summary>The loopback port of the probes.</summary>
    public required int Port { get; init; }

    public required string Node { get; init; }

    public required string Pod { get; init; }

    public required string Namespace { get; init; }

    public AgentPaths Paths { get; init; } = AgentPaths.Default;
}
