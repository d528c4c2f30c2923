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
    private readonly ConcurrentDictionary<NamespacedName, Written> _written = new();

    public async Task WriteAsync(ExchangeBalancer cached, ExchangeBalancerStatus status, CancellationToken cancellationToken)
    {
        var key = NamespacedName.Of(cached);
        var current = Newer(cached, _written.GetValueOrDefault(key));
        if (current is not null && ControllerJson.ToUtf8(current).AsSpan().SequenceEqual(ControllerJson.ToUtf8(status)))
            return;
        var wished = new ExchangeBalancer
        {
            Metadata = new V1ObjectMeta { Name = cached.Metadata.Name, Namespace = cached.Metadata.Namespace },
            Status = status,
        };
        var answer = await client.ApplyStatusAsync(wished, Names.StatusFieldManager, cancellationToken);
        _written[key] = new Written(answer.Metadata.Uid, VersionOf(answer), answer.Status);
    }

    public void Forget(NamespacedName key) => _written.TryRemove(key, out _);

    private static ExchangeBalancerStatus? Newer(ExchangeBalancer cached, Written? written) =>
        written is not null && written.Uid == cached.Metadata.Uid && written.Version > VersionOf(cached) ? written.Status : cached.Status;

    // resource versions of one kind are ordered numbers (Kubernetes, "API concepts", resource versions)
    private static ulong VersionOf(ExchangeBalancer balancer) =>
        ulong.TryParse(balancer.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>What the last write came to. Not the whole answer: it would be held for every balancer.</summary>
    private sealed record Written(string? Uid, ulong Version, ExchangeBalancerStatus? Status);
}
