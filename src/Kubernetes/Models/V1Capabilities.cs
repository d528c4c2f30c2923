namespace ExchangeHA.Kubernetes.Models;

/// <summary>Linux capabilities.</summary>
public sealed record V1Capabilities : KubernetesModel
{
    public List<string>? Add { get; set; }

    public List<string>? Drop { get; set; }
}
