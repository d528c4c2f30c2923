namespace ExchangeHA.Kubernetes;

/// <summary>Where a type stands in the Kubernetes API.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityAttribute : Attribute
{
    /// <summary>The API group; empty for the core one.</summary>
    public string Group { get; init; } = "";

    public required string ApiVersion { get; init; }

    public required string Kind { get; init; }

    public required string PluralName { get; init; }

    public bool Namespaced { get; init; } = true;
}
