using System.Collections.ObjectModel;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Agent.Configuration;

/// <summary>Follows one Secret.</summary>
public sealed class SecretWatcher(IKubernetesClient client, string @namespace, string name, ILogger<Informer<V1Secret>> logger)
{
    /// <summary>Calls <paramref name="onData"/> with the Secret's data at each change, with none while there is no such Secret. Runs until cancelled, through every fault.</summary>
    public async Task RunAsync(Action<ReadOnlyDictionary<string, byte[]>> onData, CancellationToken cancellationToken)
    {
        // with rights on this one Secret alone the API server allows nothing wider than its name
        var informer = new Informer<V1Secret>(client, new InformerOptions { Namespace = @namespace, FieldSelector = "metadata.name=" + name }, logger);
        var calling = new Lock();
        informer.AddEventHandler((_, secret) =>
        {
            lock (calling)
                onData(DataOf(secret));
        });
        var following = informer.RunAsync(cancellationToken);
        // a first list without the Secret changes nothing, and is an answer all the same
        await Task.WhenAny(informer.Synced, following);
        lock (calling)
        {
            if (informer.Synced.IsCompletedSuccessfully && informer.Store.Get(new NamespacedName(@namespace, name)) is null)
                onData(DataOf(null));
        }

        await following;
    }

    private static ReadOnlyDictionary<string, byte[]> DataOf(V1Secret? secret) => secret?.Data?.AsReadOnly() ?? ReadOnlyDictionary<string, byte[]>.Empty;
}
