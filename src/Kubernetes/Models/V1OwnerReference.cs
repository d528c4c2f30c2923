namespace ExchangeHA.Kubernetes.Models;

/// <summary>The object that owns another: deleting the owner deletes it.</summary>
public sealed record V1OwnerReference : KubernetesModel
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    public string Uid { get; set; } = "";

    public bool? Controller { get; set; }

    public bool? BlockOwnerDeletion { get; set; }
}
