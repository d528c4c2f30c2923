namespace ExchangeHA.Kubernetes.Models;

/// <summary>What is wished of a node.</summary>
public sealed record V1NodeSpec : KubernetesModel
{
    public bool? Unschedulable { get; set; }

    public List<V1Taint>? Taints { get; set; }
}
