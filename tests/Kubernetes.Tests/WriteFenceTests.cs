using ExchangeHA.Kubernetes.LeaderElection;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests;

/// <summary>A process that has lost its right to write must not, whatever its requests were waiting for when that happened.</summary>
public sealed class WriteFenceTests : IAsyncLifetime
{
    private readonly Fence _fence = new();
    private ScriptedApiServer _server = null!;

    public async Task InitializeAsync() => _server = await ScriptedApiServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Behind_a_closed_fence_nothing_is_written_and_everything_can_be_read()
    {
        _server.ThenJson(Sample.Json("a", "1")).ThenJson(Sample.List("2", null)).ThenStream();
        using var client = Clients.Create(_server);
        var fenced = client.Behind(_fence);
        _fence.Closed = true;
        var value = Sample.ConfigMap("a");
        await RefusedAsync(() => fenced.CreateAsync(value, CancellationToken.None));
        await RefusedAsync(() => fenced.ReplaceAsync(value, CancellationToken.None));
        await RefusedAsync(() => fenced.ApplyAsync(value, "me", CancellationToken.None));
        await RefusedAsync(() => fenced.ApplyStatusAsync(value, "me", CancellationToken.None));
        await RefusedAsync(() => fenced.PatchAsync<V1ConfigMap>("a", "ns", "{}"u8.ToArray(), CancellationToken.None));
        await RefusedAsync(() => fenced.DeleteAsync<V1ConfigMap>("a", "ns", null, CancellationToken.None));
        _server.Requests.ShouldBeEmpty();

        await fenced.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);
        await fenced.ListAsync<V1ConfigMap>("ns", null, CancellationToken.None);
        await foreach (var _ in fenced.WatchAsync<V1ConfigMap>("ns", null, CancellationToken.None))
            throw new InvalidOperationException("nothing was scripted");
        _server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_client_before_the_fence_still_writes()
    {
        _server.ThenJson(Sample.Json("a", "1"));
        using var client = Clients.Create(_server);
        _fence.Closed = true;
        await RefusedAsync(() => client.Behind(_fence).ApplyAsync(Sample.ConfigMap("a"), "me", CancellationToken.None));
        await client.ApplyAsync(Sample.ConfigMap("a"), "me", CancellationToken.None);
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_that_is_to_be_repeated_when_the_fence_closes_is_not()
    {
        _server.Then(context =>
        {
            _fence.Closed = true;
            return ScriptedApiServer.Fail(context, 429, "TooManyRequests", retryAfter: 0);
        }).ThenJson(Sample.Json("a", "1"));
        using var client = Clients.Create(_server);
        await RefusedAsync(() => client.Behind(_fence).ApplyAsync(Sample.ConfigMap("a"), "me", CancellationToken.None));
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_that_waits_for_the_limiter_when_the_fence_closes_does_not_leave()
    {
        var time = new ManualTimeProvider();
        _server.ThenJson(Sample.Json("a", "1"));
        using var client = Clients.Create(_server, time, burst: 1);
        var fenced = client.Behind(_fence);
        await fenced.ApplyAsync(Sample.ConfigMap("a"), "me", CancellationToken.None);
        var waits = fenced.ApplyAsync(Sample.ConfigMap("a"), "me", CancellationToken.None);
        _fence.Closed = true;
        await Eventually.TrueAsync(time, TimeSpan.FromSeconds(1), () => waits.IsCompleted, "its turn came");
        await RefusedAsync(() => waits);
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_whose_connection_is_made_while_the_fence_closes_does_not_leave()
    {
        _server.ThenJson(Sample.Json("a", "1"));
        using var client = Clients.Create(_server);
        // asked before the connection is looked for, and once more when the body is about to go
        _fence.ClosesAfter = 1;
        await RefusedAsync(() => client.Behind(_fence).ApplyAsync(Sample.ConfigMap("a"), "me", CancellationToken.None));
        _server.Requests.ShouldBeEmpty();
    }

    private static async Task RefusedAsync(Func<Task> write) => await Should.ThrowAsync<LeadershipLostException>(write).WaitAsync(Eventually.Limit);

    private sealed class Fence : IWriteFence
    {
        private int _asked;

        public bool Closed { get; set; }

        public int ClosesAfter { get; set; } = int.MaxValue;

        public void ThrowIfClosed()
        {
            if (Closed || Interlocked.Increment(ref _asked) > ClosesAfter)
                throw new LeadershipLostException("closed");
        }
    }
}
