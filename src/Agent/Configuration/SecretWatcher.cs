using System.Collections.ObjectModel;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Configuration;

/// <summary>Follows one Secret: list, then watch, and again whenever the watch ends.</summary>
/// <remarks>By a field selector on the name: with rights on this one Secret alone the API server allows nothing wider.</remarks>
public sealed partial class SecretWatcher(IKubernetesClient client, string @namespace, string name, ILogger<SecretWatcher> logger)
{
    private static readonly ReadOnlyDictionary<string, byte[]> NoData = ReadOnlyDictionary<string, byte[]>.Empty;

    /// <summary>Calls <paramref name="onData"/> with the Secret's data at each change, with none while there is no such Secret. Runs until cancelled, through every fault.</summary>
    public async Task RunAsync(Action<IReadOnlyDictionary<string, byte[]>> onData, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await FollowAsync(onData, backoff, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.WatchFailed(logger, @namespace, name, exception.Message);
            }

            await Task.Delay(backoff.Next(), cancellationToken);
        }
    }

    private async Task FollowAsync(Action<IReadOnlyDictionary<string, byte[]>> onData, Backoff backoff, CancellationToken cancellationToken)
    {
        var selector = "metadata.name=" + name;
        using var answer = Bound(TimeSpan.FromSeconds(30), cancellationToken);
        var list = await client.ListAsync<V1Secret>(@namespace, new ListOptions { FieldSelector = selector }, answer.Token);
        onData(DataOf(list.Items.Find(secret => secret.Metadata.Name == name)));
        backoff.Reset();

        var timeout = TimeSpan.FromSeconds(Random.Shared.Next(300, 600));
        // a connection whose other end vanished says nothing for ever: the server was asked to end before
        using var silence = Bound(timeout + TimeSpan.FromSeconds(30), cancellationToken);
        var options = new WatchOptions { FieldSelector = selector, ResourceVersion = list.Metadata.ResourceVersion, Timeout = timeout };
        await foreach (var change in client.WatchAsync<V1Secret>(@namespace, options, silence.Token))
        {
            if (change.Type is WatchEventType.Error)
                return;
            if (change.Type is not WatchEventType.Bookmark && change.Object.Metadata.Name == name)
                onData(DataOf(change.Type is WatchEventType.Deleted ? null : change.Object));
        }
    }

    private static CancellationTokenSource Bound(TimeSpan bound, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(bound);
        return source;
    }

    private static IReadOnlyDictionary<string, byte[]> DataOf(V1Secret? secret) => secret?.Data?.AsReadOnly() ?? NoData;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Following Secret {Namespace}/{Name} failed and is tried again; the configuration on the node went on: {Message}")]
        public static partial void WatchFailed(ILogger logger, string @namespace, string name, string message);
    }
}
