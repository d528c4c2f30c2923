namespace ExchangeHA.Kubernetes.Models;

/// <summary>A command in the container.</summary>
public sealed record V1ExecAction
{
    public List<string>? Command { get; set; }
}
