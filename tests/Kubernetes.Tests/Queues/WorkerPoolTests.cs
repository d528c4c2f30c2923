using System.Collections.Concurrent;
using ExchangeHA.Kubernetes.LeaderElection;
using ExchangeHA.Kubernetes.Queues;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Queues;

public sealed class WorkerPoolTests
{
    [Fact]
    public async Task No_two_workers_have_one_key_and_the_last_change_is_seen()
    {
        const int Keys = 8;
        using var queue = new WorkQueue<int>();
        var wished = new int[Keys];
        var seen = new int[Keys];
        var inside = new int[Keys];
        var overlaps = 0;
        var pool = new WorkerPool<int>(queue, async (key, _) =>
        {
            if (Interlocked.Increment(ref inside[key]) > 1)
                Interlocked.Increment(ref overlaps);
            var value = Volatile.Read(ref wished[key]);
            await Task.Yield();
            Volatile.Write(ref seen[key], value);
            Interlocked.Decrement(ref inside[key]);
            return ReconciliationResult.Done;
        }, 4, NullLogger.Instance);
        var running = pool.RunAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(producer => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                var key = (i * 7 + producer) % Keys;
                Interlocked.Increment(ref wished[key]);
                queue.Add(key);
            }
        })));
        await queue.ShutDownAsync().WaitAsync(Eventually.Limit);
        await running.WaitAsync(Eventually.Limit);
        overlaps.ShouldBe(0);
        seen.ShouldBe(wished);
    }

    [Fact]
    public async Task Failures_are_tried_again_for_ever_and_freeze_nobody_else()
    {
        var time = new ManualTimeProvider();
        using var queue = new WorkQueue<string>(time);
        var calls = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var stop = new CancellationTokenSource();
        var pool = new WorkerPool<string>(queue, (key, _) =>
        {
            var call = calls.AddOrUpdate(key, 1, (_, count) => count + 1);
            return key == "bad" && call <= 40 ? throw new InvalidOperationException("bad") : Task.FromResult(ReconciliationResult.Done);
        }, 1, NullLogger.Instance);
        var running = pool.RunAsync(stop.Token);
        queue.Add("bad");
        queue.Add("good");
        await Eventually.TrueAsync(() => calls.ContainsKey("good"), "the good one was reconciled");
        await Eventually.TrueAsync(time, TimeSpan.FromSeconds(60), () => calls["bad"] == 41, "the bad one was tried until it succeeded");
        await Eventually.TrueAsync(() => queue.NumRequeues("bad") == 0, "it was forgotten");
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task A_result_may_ask_to_be_called_again_later()
    {
        var time = new ManualTimeProvider();
        using var queue = new WorkQueue<string>(time);
        var calls = 0;
        using var stop = new CancellationTokenSource();
        var running = new WorkerPool<string>(queue, (_, _) =>
        {
            Interlocked.Increment(ref calls);
            return Task.FromResult(ReconciliationResult.RequeueAfter(TimeSpan.FromMinutes(1)));
        }, 2, NullLogger.Instance).RunAsync(stop.Token);
        queue.Add("a");
        await Eventually.TrueAsync(() => queue.DelayedCount == 1, "it was put off");
        calls.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => calls == 2, "it was called again");
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task A_stop_lets_what_is_under_way_and_what_waits_be_finished()
    {
        using var queue = new WorkQueue<string>();
        using var stop = new CancellationTokenSource();
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var finished = new ConcurrentQueue<string>();
        var running = new WorkerPool<string>(queue, async (key, token) =>
        {
            entered.TrySetResult();
            await goOn.Task.WaitAsync(token);
            finished.Enqueue(key);
            return ReconciliationResult.Done;
        }, 1, NullLogger.Instance, TimeSpan.FromHours(1)).RunAsync(stop.Token);
        queue.Add("under way");
        await entered.Task.WaitAsync(Eventually.Limit);
        queue.Add("waits");
        await stop.CancelAsync();
        queue.Add("too late");
        running.IsCompleted.ShouldBeFalse();
        goOn.SetResult();
        await running.WaitAsync(Eventually.Limit);
        finished.ShouldBe(["under way", "waits"]);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_ever()
    {
        var time = new ManualTimeProvider();
        using var queue = new WorkQueue<string>(time);
        using var stop = new CancellationTokenSource();
        var entered = new TaskCompletionSource();
        var begun = new ConcurrentQueue<string>();
        var running = new WorkerPool<string>(queue, async (key, token) =>
        {
            begun.Enqueue(key);
            entered.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return ReconciliationResult.Done;
        }, 1, NullLogger.Instance, TimeSpan.FromSeconds(10), time).RunAsync(stop.Token);
        queue.Add("hangs");
        queue.Add("waits");
        await entered.Task.WaitAsync(Eventually.Limit);
        await stop.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(9.9));
        running.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        await running.WaitAsync(Eventually.Limit);
        begun.ShouldBe(["hangs"]);
    }

    [Fact]
    public async Task Lost_leadership_ends_it_at_once_and_nothing_more_is_begun()
    {
        using var queue = new WorkQueue<string>();
        var begun = new ConcurrentQueue<string>();
        queue.Add("first");
        queue.Add("second");
        var running = new WorkerPool<string>(queue, (key, _) =>
        {
            begun.Enqueue(key);
            throw new LeadershipLostException("lost");
        }, 1, NullLogger.Instance).RunAsync(CancellationToken.None);
        await Should.ThrowAsync<LeadershipLostException>(() => running).WaitAsync(Eventually.Limit);
        begun.ShouldBe(["first"]);
    }

    [Fact]
    public async Task A_terminal_failure_waits_for_a_change_and_is_no_failure_to_back_off_from()
    {
        var time = new ManualTimeProvider();
        using var queue = new WorkQueue<string>(time);
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var running = new WorkerPool<string>(queue, (_, _) => Interlocked.Increment(ref calls) == 1
            ? throw new InvalidOperationException("for a while")
            : Task.FromResult(ReconciliationResult.Terminal("spec.port: 0 is no port.")), 1, NullLogger.Instance, timeProvider: time).RunAsync(stop.Token);
        queue.Add("a");
        await Eventually.TrueAsync(() => queue.DelayedCount == 1, "it is tried again after a failure");
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => calls == 2 && queue.NumRequeues("a") == 0, "it failed for good");
        time.Advance(TimeSpan.FromDays(1));
        (queue.Count + queue.DelayedCount).ShouldBe(0);
        calls.ShouldBe(2);
        queue.Add("a");
        await Eventually.TrueAsync(() => calls == 3, "a change begins it anew");
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task Bounded_means_bounded()
    {
        using var queue = new WorkQueue<int>();
        var (inside, most) = (0, 0);
        for (var key = 0; key < 100; key++)
            queue.Add(key);
        var running = new WorkerPool<int>(queue, async (_, _) =>
        {
            var now = Interlocked.Increment(ref inside);
            lock (queue)
                most = Math.Max(most, now);
            await Task.Delay(1, CancellationToken.None);
            Interlocked.Decrement(ref inside);
            return ReconciliationResult.Done;
        }, 3, NullLogger.Instance).RunAsync(CancellationToken.None);
        await queue.ShutDownAsync().WaitAsync(Eventually.Limit);
        await running.WaitAsync(Eventually.Limit);
        most.ShouldBe(3);
    }
}
