using System.Collections.Concurrent;
using System.Globalization;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Reporting;

/// <summary>Writes a balancer's status when it differs from the one that is there.</summary>
public sealed class StatusWriter(IKubernetesClient client)
{
    // the cache may be behind the last write: compared with an older status, the way back to it would never be written
    private readonly ConcurrentDictionary<NamespacedName, ExchangeBalancer> _written = new();

    public async Task WriteAsync(ExchangeBalancer cached, ExchangeBalancerStatus status, CancellationToken cancellationToken)
    {
        var current = Newer(cached, _written.GetValueOrDefault(NamespacedName.Of(cached)));
        if (current.Status is not null && ControllerJson.ToUtf8(current.Status).AsSpan().SequenceEqual(ControllerJson.ToUtf8(status)))
            return;
        var wished = new ExchangeBalancer
        {
            Metadata = new V1ObjectMeta { Name = cached.Metadata.Name, Namespace = cached.Metadata.Namespace },
            Status = status,
        };
        _written[NamespacedName.Of(cached)] = await client.ApplyStatusAsync(wished, Names.StatusFieldManager, cancellationToken);
    }

    public void Forget(NamespacedName key) => _written.TryRemove(key, out _);

    private static ExchangeBalancer Newer(ExchangeBalancer cached, ExchangeBalancer? written) =>
        written is not null && written.Metadata.Uid == cached.Metadata.Uid && VersionOf(written) > VersionOf(cached) ? written : cached;

    // resource versions of one kind are ordered numbers (Kubernetes, "API concepts", resource versions)
    private static ulong VersionOf(ExchangeBalancer balancer) =>
        ulong.TryParse(balancer.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
