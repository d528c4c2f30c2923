using ExchangeHA.Kubernetes.Queues;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests.Queues;

public sealed class WorkQueueTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_key_added_twice_is_given_out_once_and_in_order()
    {
        _queue.Add("b");
        _queue.Add("a");
        _queue.Add("b");
        _queue.Count.ShouldBe(2);
        (await TakeAsync()).ShouldBe("b");
        (await TakeAsync()).ShouldBe("a");
        _queue.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_key_added_while_worked_on_waits_for_Done()
    {
        _queue.Add("a");
        await TakeAsync();
        _queue.Add("a");
        var second = TakeAsync();
        _queue.Add("b");
        (await second).ShouldBe("b");
        _queue.Done("a");
        (await TakeAsync()).ShouldBe("a");
        _queue.Done("a");
        _queue.Count.ShouldBe(0);
    }

    [Fact]
    public void Of_delayed_adds_the_earliest_wins()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _queue.AddAfter("a", TimeSpan.FromSeconds(20));
        _queue.DelayedCount.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(4.999));
        _queue.Count.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(0.001));
        _queue.Count.ShouldBe(1);
        _queue.DelayedCount.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_comes_of_an_add_that_was_overtaken()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(5));
        await TakeAsync();
        _queue.Done("a");
        _time.Advance(TimeSpan.FromHours(1));
        _queue.Count.ShouldBe(0);
    }

    [Fact]
    public void Delays_of_many_keys_and_of_many_days_are_kept()
    {
        _queue.AddAfter("far", TimeSpan.FromDays(100));
        _queue.AddAfter("near", TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        _queue.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromDays(99));
        _queue.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromDays(1));
        _queue.Count.ShouldBe(2);
    }

    [Fact]
    public void Backoff_doubles_to_its_cap_for_each_key_until_forgotten()
    {
        Enumerable.Range(0, 12).Select(_ => _queue.AddRateLimited("a").TotalMilliseconds)
            .ShouldBe([50, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60000]);
        _queue.AddRateLimited("b").TotalMilliseconds.ShouldBe(50);
        _queue.NumRequeues("a").ShouldBe(12);
        _queue.Forget("a");
        _queue.NumRequeues("a").ShouldBe(0);
        _queue.AddRateLimited("a").TotalMilliseconds.ShouldBe(50);
    }

    [Fact]
    public async Task Shut_down_drains_what_waits_and_what_is_worked_on()
    {
        _queue.Add("a");
        _queue.Add("b");
        _queue.AddAfter("late", TimeSpan.FromSeconds(1));
        await TakeAsync();
        _queue.Add("a");
        var drained = _queue.ShutDownAsync();
        _queue.Add("c");
        (await TakeAsync()).ShouldBe("b");
        _queue.Done("b");
        drained.IsCompleted.ShouldBeFalse();
        _queue.Done("a");
        (await TakeAsync()).ShouldBe("a");
        _queue.Done("a");
        (await _queue.GetAsync(CancellationToken.None)).Success.ShouldBeFalse();
        await drained.WaitAsync(Eventually.Limit);
        _time.Advance(TimeSpan.FromSeconds(2));
        _queue.Count.ShouldBe(0);
    }

    private async Task<string?> TakeAsync()
    {
        using var limit = new CancellationTokenSource(Eventually.Limit);
        var (success, key) = await _queue.GetAsync(limit.Token);
        success.ShouldBeTrue();
        return key;
    }
}
