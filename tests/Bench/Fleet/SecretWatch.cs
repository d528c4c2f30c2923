using System.Diagnostics;
using System.Threading.Channels;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Bench.Fleet;

/// <summary>Says when a Secret changed, as seen by a watch.</summary>
internal sealed class SecretWatch : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Channel<(long Time, string Name, V1Secret? After)> _changes = Channel.CreateUnbounded<(long, string, V1Secret?)>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private SecretWatch(IKubernetesClient client, string @namespace)
    {
        Informer = new Informer<V1Secret>(client, new InformerOptions { Namespace = @namespace }, NullLogger<Informer<V1Secret>>.Instance);
        Informer.AddEventHandler((before, after) => _changes.Writer.TryWrite((Stopwatch.GetTimestamp(), (after ?? before!).Metadata.Name!, after)));
        _running = Informer.RunAsync(_stop.Token);
    }

    public Informer<V1Secret> Informer { get; }

    public static async Task<SecretWatch> StartAsync(IKubernetesClient client, string @namespace)
    {
        var watch = new SecretWatch(client, @namespace);
        await watch.Informer.Synced.WaitAsync(Limit);
        while (!watch.Informer.IsWatching)
            await Task.Delay(10);
        return watch;
    }

    /// <summary>What was seen so far does not count.</summary>
    public void Forget()
    {
        while (_changes.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>When the next Secret of these names came to be so.</summary>
    public async Task<(string Name, long Time)> NextAsync(IReadOnlyCollection<string> names, Func<V1Secret?, bool> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var (time, name, after) = await _changes.Reader.ReadAsync(limit.Token);
            if (names.Contains(name) && isSo(after))
                return (name, time);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
