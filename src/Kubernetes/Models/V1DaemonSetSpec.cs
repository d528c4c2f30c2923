namespace ExchangeHA.Kubernetes.Models;

/// <summary>What is wished of a DaemonSet.</summary>
public sealed record V1DaemonSetSpec : KubernetesModel
{
    public V1LabelSelector? Selector { get; set; }

    public V1PodTemplateSpec? Template { get; set; }

    public V1DaemonSetUpdateStrategy? UpdateStrategy { get; set; }

    public int? RevisionHistoryLimit { get; set; }
}
