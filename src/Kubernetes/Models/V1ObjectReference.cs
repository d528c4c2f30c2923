namespace ExchangeHA.Kubernetes.Models;

/// <summary>An object that an event is about.</summary>
public sealed record V1ObjectReference : KubernetesModel
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? Namespace { get; set; }

    public string? Uid { get; set; }

    public string? ResourceVersion { get; set; }
}
