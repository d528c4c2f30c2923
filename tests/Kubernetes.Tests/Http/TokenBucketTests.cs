using ExchangeHA.Kubernetes.Http;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests.Http;

public sealed class TokenBucketTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_burst_passes_and_the_rest_comes_at_the_rate_in_order()
    {
        var bucket = new TokenBucket(10, 3, _time);
        var waits = Enumerable.Range(0, 5).Select(_ => bucket.WaitAsync(CancellationToken.None)).ToList();
        waits.Select(wait => wait.IsCompleted).ShouldBe([true, true, true, false, false]);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await waits[3].WaitAsync(Eventually.Limit);
        waits[4].IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await waits[4].WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task Who_stops_waiting_gives_the_token_back()
    {
        var bucket = new TokenBucket(1, 1, _time);
        bucket.TryTake().ShouldBeTrue();
        bucket.TryTake().ShouldBeFalse();
        using var cancel = new CancellationTokenSource();
        var wait = bucket.WaitAsync(cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => wait);
        _time.Advance(TimeSpan.FromSeconds(1));
        bucket.TryTake().ShouldBeTrue();
    }

    [Fact]
    public void No_more_than_a_burst_is_saved_up()
    {
        var bucket = new TokenBucket(10, 2, _time);
        _time.Advance(TimeSpan.FromHours(1));
        Enumerable.Range(0, 4).Select(_ => bucket.TryTake()).ShouldBe([true, true, false, false]);
    }
}
