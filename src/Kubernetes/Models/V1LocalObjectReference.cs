namespace ExchangeHA.Kubernetes.Models;

/// <summary>An object in the same namespace.</summary>
public sealed record V1LocalObjectReference
{
    public string Name { get; set; } = "";
}
