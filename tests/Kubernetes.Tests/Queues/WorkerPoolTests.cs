using System.Collections.Concurrent;
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
    public async Task Cancelling_ends_a_reconciliation_under_way()
    {
        using var queue = new WorkQueue<string>();
        using var stop = new CancellationTokenSource();
        var entered = new TaskCompletionSource();
        var running = new WorkerPool<string>(queue, async (_, token) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return ReconciliationResult.Done;
        }, 1, NullLogger.Instance).RunAsync(stop.Token);
        queue.Add("a");
        await entered.Task.WaitAsync(Eventually.Limit);
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }
}
