namespace ExchangeHA.Kubernetes.Models;

/// <summary>What is observed of a DaemonSet.</summary>
public sealed record V1DaemonSetStatus : KubernetesModel
{
    public long? ObservedGeneration { get; set; }

    public int DesiredNumberScheduled { get; set; }

    public int CurrentNumberScheduled { get; set; }

    public int NumberReady { get; set; }

    public int? UpdatedNumberScheduled { get; set; }
}
