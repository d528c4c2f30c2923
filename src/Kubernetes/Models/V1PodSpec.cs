namespace ExchangeHA.Kubernetes.Models;

/// <summary>A pod.</summary>
public sealed record V1PodSpec : KubernetesModel
{
    public string? NodeName { get; set; }

    public string? ServiceAccountName { get; set; }

    public bool? AutomountServiceAccountToken { get; set; }

    public bool? HostNetwork { get; set; }

    public bool? ShareProcessNamespace { get; set; }

    public string? DnsPolicy { get; set; }

    public string? PriorityClassName { get; set; }

    public string? RestartPolicy { get; set; }

    public bool? EnableServiceLinks { get; set; }

    public long? TerminationGracePeriodSeconds { get; set; }

    public IDictionary<string, string>? NodeSelector { get; set; }

    public List<V1Toleration>? Tolerations { get; set; }

    public List<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    public V1PodSecurityContext? SecurityContext { get; set; }

    public List<V1Container>? InitContainers { get; set; }

    public List<V1Container>? Containers { get; set; }

    public List<V1Volume>? Volumes { get; set; }
}
