using System.Diagnostics;
using System.Runtime.Versioning;
using ExchangeHA.FakeApiServer;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using ExchangeHA.Kubernetes.Tests.Soak;

namespace ExchangeHA.Controller.Tests.Soak;

[Collection(SoakCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class IdleSoakTests
{
    private const int Balancers = 1_000;
    private const int ChildrenOfEach = 11;

    /// <summary>Far longer than anything takes: it only keeps a broken test from hanging.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Ten_idle_minutes_with_a_thousand_balancers_write_nothing_and_leave_nothing_behind()
    {
        var time = new ManualTimeProvider();
        await using var server = await FakeServer.StartAsync(new FakeServerOptions { Time = time });
        Fleet.Populate(server, Balancers);
        var atFirst = server.Store.Version;
        using var fleet = new Fleet(server, time);
        using var stop = new CancellationTokenSource();
        var running = fleet.RunAsync(stop.Token);
        await QuietAsync(server, fleet);
        (server.Store.Version - atFirst).ShouldBeGreaterThanOrEqualTo(Balancers * ChildrenOfEach);

        // watches have ended once and begun again: everything that a process fills once is filled
        await PassAsync(time, TimeSpan.FromMinutes(11));
        await QuietAsync(server, fleet);
        var (before, connections, version) = (ProcessUse.Now(), server.OpenConnections, server.Store.Version);
        await PassAsync(time, TimeSpan.FromMinutes(10));
        await QuietAsync(server, fleet);
        var after = ProcessUse.Now();

        server.Store.Version.ShouldBe(version);
        (after.Memory - before.Memory).ShouldBeLessThan(2 * 1024 * 1024, "two kilobytes for each balancer would be as much");
        (after.Descriptors - before.Descriptors).ShouldBeLessThan(16);
        (server.OpenConnections - connections).ShouldBeLessThan(8);
        // on a busy machine the pool has grown, and gives its threads back when they have been idle for 20 s; one that is stuck it keeps
        await TrueAsync(() => ProcessUse.Now().Threads - before.Threads < 16, "as few threads as before");
        await stop.CancelAsync();
        await running.WaitAsync(Limit);
    }

    /// <summary>Waits until nothing is to do and nothing was written for a while.</summary>
    private static async Task QuietAsync(FakeServer server, Fleet fleet)
    {
        var (version, since) = (server.Store.Version, Stopwatch.StartNew());
        await TrueAsync(
            () =>
            {
                if (fleet.IsIdle && server.Store.Version == version)
                    return since.Elapsed > TimeSpan.FromSeconds(2);
                (version, since) = (server.Store.Version, Stopwatch.StartNew());
                return false;
            },
            "the fleet is idle");
    }

    private static async Task PassAsync(ManualTimeProvider time, TimeSpan by)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromSeconds(1))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            // what a timer begins, such as a new watch, takes real time
            await Task.Delay(5);
        }
    }

    private static async Task TrueAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Limit)
                throw new TimeoutException($"It did not come true: {what}");
            await Task.Delay(20);
        }
    }
}
