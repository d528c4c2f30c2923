namespace ExchangeHA.Kubernetes.Models;

/// <summary>A container.</summary>
public sealed record V1Container : KubernetesModel
{
    public string Name { get; set; } = "";

    public string? Image { get; set; }

    public string? ImagePullPolicy { get; set; }

    public List<string>? Command { get; set; }

    public List<string>? Args { get; set; }

    public List<V1EnvVar>? Env { get; set; }

    public List<V1ContainerPort>? Ports { get; set; }

    public V1ResourceRequirements? Resources { get; set; }

    public List<V1VolumeMount>? VolumeMounts { get; set; }

    public V1Probe? LivenessProbe { get; set; }

    public V1Probe? ReadinessProbe { get; set; }

    public V1Probe? StartupProbe { get; set; }

    public V1Lifecycle? Lifecycle { get; set; }

    public V1SecurityContext? SecurityContext { get; set; }
}
