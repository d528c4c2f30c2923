using System.Runtime.Versioning;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Soak;

[Collection(SoakCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class ReconnectSoakTests
{
    private const int Warm = 1_000;
    private const int Reconnects = 10_000;

    [Fact]
    public async Task Ten_thousand_reconnects_leave_nothing_behind()
    {
        var time = new ManualTimeProvider();
        await using var server = new EndingWatches();
        using var client = new KubernetesClient(
            new KubernetesClientConfiguration { Host = server.Address, UseEnvironmentProxy = false, QueriesPerSecond = 1e6, Burst = 1_000_000, RequestTimeout = TimeSpan.FromHours(1) },
            [],
            NullLogger<KubernetesClient>.Instance,
            time);
        using var stop = new CancellationTokenSource();
        var informers = Enumerable.Range(0, 4).Select(_ => new Informer<V1ConfigMap>(client, null, NullLogger<Informer<V1ConfigMap>>.Instance, time)).ToList();
        var running = Task.WhenAll(informers.Select(informer => informer.RunAsync(stop.Token)));

        await ReconnectedAsync(Warm);
        var (before, timersBefore) = (ProcessUse.Now(), time.TimerCount);
        await ReconnectedAsync(Warm + Reconnects);
        var (after, timersAfter) = (ProcessUse.Now(), time.TimerCount);

        (after.Memory - before.Memory).ShouldBeLessThan(1024 * 1024, "a hundred bytes for each would be as much");
        (after.Descriptors - before.Descriptors).ShouldBeLessThan(16);
        // on a busy machine the pool has grown, and gives its threads back when they have been idle for 20 s; one that is stuck it keeps
        await Eventually.TrueAsync(() => ProcessUse.Now().Threads - before.Threads < 16, "as few threads as before", TimeSpan.FromMinutes(3));
        (timersAfter - timersBefore).ShouldBeLessThan(32);
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);

        // half of the watches break, and the wait after each is on manual time
        Task ReconnectedAsync(int count) => Eventually.TrueAsync(time, TimeSpan.FromSeconds(1), () => server.Watches >= count, $"{count} watches", TimeSpan.FromMinutes(5));
    }
}
