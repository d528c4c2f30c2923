namespace ExchangeHA.Kubernetes.Models;

/// <summary>What is observed of a node.</summary>
public sealed record V1NodeStatus : KubernetesModel
{
    public List<V1NodeAddress>? Addresses { get; set; }

    public List<V1NodeCondition>? Conditions { get; set; }
}
