namespace ExchangeHA.Kubernetes.Models;

/// <summary>A command in the container.</summary>
public sealed record V1ExecAction : KubernetesModel
{
    public List<string>? Command { get; set; }
}
