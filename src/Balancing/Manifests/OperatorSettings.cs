namespace ExchangeHA.Balancing.Manifests;

/// <summary>What the operator's administrator decides, the same for every balancer.</summary>
public sealed record OperatorSettings
{
    /// <summary>The image of the node pods: haproxy, keepalived and the program.</summary>
    public required string NodeImage { get; init; }

    /// <summary>Always, IfNotPresent or Never; null for Kubernetes' own rule by tag.</summary>
    public string? ImagePullPolicy { get; init; }

    /// <summary>Secrets with the registry's credentials, in the balancer's namespace.</summary>
    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>The priority class of the node pods. The default outranks all but the node's own agents: mail's address is infrastructure.</summary>
    public string PriorityClass { get; init; } = "system-node-critical";
}
