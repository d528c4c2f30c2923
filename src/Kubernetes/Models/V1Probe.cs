namespace ExchangeHA.Kubernetes.Models;

/// <summary>A question that the kubelet asks a container.</summary>
public sealed record V1Probe : KubernetesModel
{
    public V1HttpGetAction? HttpGet { get; set; }

    public V1ExecAction? Exec { get; set; }

    public int? InitialDelaySeconds { get; set; }

    public int? PeriodSeconds { get; set; }

    public int? TimeoutSeconds { get; set; }

    public int? FailureThreshold { get; set; }

    public int? SuccessThreshold { get; set; }
}
