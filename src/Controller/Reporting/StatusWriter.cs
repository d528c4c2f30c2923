using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Controller.Reporting;

/// <summary>Writes a balancer's status when it differs from the one that is there.</summary>
public sealed partial class StatusWriter(IKubernetesClient client, ILogger<StatusWriter> logger)
{
    // the cache may be behind the last write: compared with an older status, the way back to it would never be written
    private readonly ConcurrentDictionary<NamespacedName, Written> _written = new();
    private readonly ConcurrentDictionary<NamespacedName, Refused> _refused = new();

    /// <remarks>
    /// A server that refuses the resource as it stands, say because its definition became stricter, refuses its status too. To try again would change
    /// nothing: it is logged, and the same status is written again only when the resource has changed.
    /// </remarks>
    public async Task WriteAsync(ExchangeBalancer cached, ExchangeBalancerStatus status, CancellationToken cancellationToken)
    {
        var key = NamespacedName.Of(cached);
        var current = Newer(cached, _written.GetValueOrDefault(key));
        var wishedJson = ControllerJson.ToUtf8(status);
        if (current is not null && ControllerJson.ToUtf8(current).AsSpan().SequenceEqual(wishedJson))
            return;
        var refused = _refused.GetValueOrDefault(key);
        if (refused?.IsOf(cached) == true && refused.Status.AsSpan().SequenceEqual(wishedJson))
            return;
        var wished = new ExchangeBalancer
        {
            Metadata = new V1ObjectMeta { Name = cached.Metadata.Name, Namespace = cached.Metadata.Namespace },
            Status = status,
        };
        try
        {
            var answer = await client.ApplyStatusAsync(wished, Names.StatusFieldManager, cancellationToken);
            _written[key] = new Written(answer.Metadata.Uid, VersionOf(answer), answer.Status);
            _refused.TryRemove(key, out _);
        }
        catch (KubernetesException exception) when (exception.StatusCode is HttpStatusCode.UnprocessableEntity)
        {
            _refused[key] = new Refused(cached.Metadata.Uid, cached.Metadata.Generation, wishedJson, exception.Message);
            if (refused?.IsOf(cached) != true || refused.Message != exception.Message)
                Log.Refused(logger, key, exception.Message);
        }
    }

    public void Forget(NamespacedName key)
    {
        _written.TryRemove(key, out _);
        _refused.TryRemove(key, out _);
    }

    private static ExchangeBalancerStatus? Newer(ExchangeBalancer cached, Written? written) =>
        written is not null && written.Uid == cached.Metadata.Uid && written.Version > VersionOf(cached) ? written.Status : cached.Status;

    // resource versions of one kind are ordered numbers (Kubernetes, "API concepts", resource versions)
    private static ulong VersionOf(ExchangeBalancer balancer) =>
        ulong.TryParse(balancer.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>What the last write came to. Not the whole answer: it would be held for every balancer.</summary>
    private sealed record Written(string? Uid, ulong Version, ExchangeBalancerStatus? Status);

    /// <summary>What the server did not take, of the resource as it was then.</summary>
    private sealed record Refused(string? Uid, long? Generation, byte[] Status, string Message)
    {
        public bool IsOf(ExchangeBalancer balancer) => Uid == balancer.Metadata.Uid && Generation == balancer.Metadata.Generation;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The API server refused the status of {Balancer}, which is not told until the resource or the status changes: {Why}", EventName = "StatusRefused")]
        public static partial void Refused(ILogger logger, NamespacedName balancer, string why);
    }
}
