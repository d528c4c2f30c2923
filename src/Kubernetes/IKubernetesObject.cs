using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes;

/// <summary>An object of the Kubernetes API. Its group, version and plural stand in its <see cref="KubernetesEntityAttribute"/>.</summary>
public interface IKubernetesObject
{
    string? ApiVersion { get; set; }

    string? Kind { get; set; }

    V1ObjectMeta Metadata { get; set; }
}
