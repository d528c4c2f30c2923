namespace ExchangeHA.Kubernetes.Models;

/// <summary>Where an environment variable's value comes from.</summary>
public sealed record V1EnvVarSource : KubernetesModel
{
    public V1ObjectFieldSelector? FieldRef { get; set; }
}
