using System.Text.Json;
using ExchangeHA.Kubernetes.Serialization;

namespace ExchangeHA.Kubernetes.Models;

/// <summary>DaemonSet.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "DaemonSet", PluralName = "daemonsets")]
public sealed record V1DaemonSet : KubernetesModel, IKubernetesObject, IPackable
{
    private V1DaemonSetSpec? _spec;
    private byte[]? _packed;

    public string? ApiVersion { get; set; } = "apps/v1";

    public string? Kind { get; set; } = "DaemonSet";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1DaemonSetSpec? Spec
    {
        get => _packed is null ? _spec : Deflated.Read(_packed, static stream => JsonSerializer.Deserialize(stream, KubernetesJsonContext.Default.V1DaemonSetSpec));
        set => (_spec, _packed) = (value, null);
    }

    public V1DaemonSetStatus? Status { get; set; }

    public void Pack()
    {
        if (_spec is { } spec)
            (_spec, _packed) = (null, Deflated.Of(stream => JsonSerializer.Serialize(stream, spec, KubernetesJsonContext.Default.V1DaemonSetSpec)));
    }
}
