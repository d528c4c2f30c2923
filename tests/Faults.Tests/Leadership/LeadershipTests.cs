using System.Diagnostics;
using ExchangeHA.FakeApiServer;
using ExchangeHA.FakeApiServer.Faults;
using ExchangeHA.FakeApiServer.Resources;
using ExchangeHA.FakeApiServer.Storage;
using ExchangeHA.Faults.Tests.Infrastructure;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Faults.Tests.Leadership;

/// <summary>
/// Replicas that are cut off, stopped and set to other times, on manual time and real HTTP. A process that has lost the lease ends and
/// comes back under another identity, so of all the writes those of one identity must be one unbroken run.
/// </summary>
public sealed class LeadershipTests
{
    private const int Steps = 1500;
    private const int Replicas = 3;

    /// <summary>A request of the leader that is under way for longer than what is left of the lease when it must stop cannot be called back by anybody.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(3);

    /// <summary>Longer than a request needs from one socket to the other on a busy machine.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(2);

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public Task There_are_never_two_writers(int seed) => Seeds.RunAsync(seed, async random =>
    {
        var time = new ManualTimeProvider();
        await using var server = await FakeServer.StartAsync(new FakeServerOptions { Time = time });
        var work = new ObjectKey(ResourceKinds.Find("", "v1", "configmaps")!, Replica.Namespace, Replica.Work);
        server.Set(work, []);
        var started = 0;
        var replicas = new List<Replica>();
        for (var i = 0; i < Replicas; i++)
            replicas.Add(Start());

        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(12) == 0)
                Trouble();
            await PassAsync(TimeSpan.FromMilliseconds(random.Next(50, 500)));
            await ReplaceEndedAsync();
        }
        server.Faults.AllOff();
        foreach (var replica in replicas)
            replica.Time.Continue(random);
        var terms = TermsOf(server.Store.Changes.Where(change => change.Key == work).Select(change => change.Writer).Where(writer => writer != FakeServer.Writer));
        terms.Count.ShouldBe(terms.Distinct(StringComparer.Ordinal).Count(), $"in their order: {string.Join(' ', terms)}");
        // somebody led, lost it, and another took over
        terms.Count.ShouldBeGreaterThan(1);
        foreach (var replica in replicas)
        {
            var stopping = replica.DisposeAsync().AsTask();
            await Eventually.TrueAsync(() =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return stopping.IsCompleted ? null : $"{replica.Identity} does not end";
            });
        }

        Replica Start() => new($"replica-{++started}", server.Address, time);

        void Trouble()
        {
            var replica = replicas[random.Next(Replicas)];
            switch (random.Next(7))
            {
                case 0:
                    server.Faults.AllOff();
                    break;
                case 1:
                    replica.Time.Stop();
                    break;
                case 2:
                    foreach (var stopped in replicas)
                        stopped.Time.Continue(random);
                    break;
                case 3:
                    replica.Time.JumpWallClock(TimeSpan.FromHours(random.Next(-100, 100)));
                    server.JumpClock(TimeSpan.FromHours(random.Next(-100, 100)));
                    break;
                default:
                    var kind = ((FaultKind[])[FaultKind.Dropped, FaultKind.AnswerLost, FaultKind.Silent, FaultKind.Latency, FaultKind.InternalError, FaultKind.Unavailable, FaultKind.TooManyRequests])[random.Next(7)];
                    server.Faults.On(new Fault(kind)
                    {
                        Where = call => call.UserAgent == replica.Identity,
                        Times = random.Next(1, 12),
                        Delay = LongestWay * random.NextDouble(),
                        RetryAfter = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(5)),
                    });
                    break;
            }
        }

        // Time stands still while requests are under way, except those that a fault keeps waiting: they take as long as it says.
        async Task PassAsync(TimeSpan by)
        {
            await ArriveAsync();
            await Eventually.TrueAsync(() => server.RunningRequests == 0 ? null : "a request runs");
            await Task.Run(() => time.Advance(by));
            await Task.Yield();
        }

        async Task ArriveAsync()
        {
            for (var waited = Stopwatch.StartNew(); replicas.Exists(replica => Missing(replica) > 0); await Task.Delay(1))
            {
                if (waited.Elapsed < GivenUp)
                    continue;
                // Given up in the moment in which they were to leave: they never come.
                foreach (var replica in replicas)
                    replica.Forget(Math.Max(0, Missing(replica)));
            }
        }

        int Missing(Replica replica) => replica.Departed - server.RequestsFrom(replica.Identity);

        async Task ReplaceEndedAsync()
        {
            for (var i = 0; i < Replicas; i++)
            {
                if (!replicas[i].HasEnded)
                    continue;
                await replicas[i].DisposeAsync();
                replicas[i] = Start();
            }
        }
    });

    /// <summary>The writers in their order, each run of one writer counted once.</summary>
    private static List<string> TermsOf(IEnumerable<string> writers)
    {
        var terms = new List<string>();
        foreach (var writer in writers)
        {
            if (terms.LastOrDefault() != writer)
                terms.Add(writer);
        }
        return terms;
    }
}
