using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Reporting;

/// <summary>Writes a balancer's status when it differs from the one that is there.</summary>
public sealed class StatusWriter(IKubernetesClient client)
{
    public async Task WriteAsync(ExchangeBalancer balancer, ExchangeBalancerStatus status, CancellationToken cancellationToken)
    {
        if (balancer.Status is not null && ControllerJson.ToUtf8(balancer.Status).AsSpan().SequenceEqual(ControllerJson.ToUtf8(status)))
            return;
        var wished = new ExchangeBalancer
        {
            Metadata = new V1ObjectMeta { Name = balancer.Metadata.Name, Namespace = balancer.Metadata.Namespace },
            Status = status,
        };
        await client.ApplyStatusAsync(wished, Names.StatusFieldManager, cancellationToken);
    }
}
