using System.Runtime.CompilerServices;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Caching;

/// <summary>How long a reflector waits, on manual time: never a storm, and never long after health.</summary>
public sealed class ReflectorBackoffTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Waits_double_to_their_cap_with_up_to_a_quarter_of_jitter()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(30));
        foreach (var step in new[] { 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30 })
            backoff.Next().TotalSeconds.ShouldBeInRange(step * 0.75, step);
        backoff.Reset();
        backoff.Next().TotalSeconds.ShouldBeInRange(0.6, 0.8);
    }

    [Fact]
    public void Jitter_parts_clients_that_failed_together() =>
        Enumerable.Range(0, 20).Select(_ => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)).Next()).Distinct().Count().ShouldBeGreaterThan(10);

    [Fact]
    public async Task A_server_that_refuses_for_an_hour_is_asked_every_half_minute_at_most_and_soon_after_health()
    {
        var api = new Api();
        var failing = true;
        api.List = () => failing ? throw ObjectTracker.Error(500, "InternalError") : Task.CompletedTask;
        using var stop = new CancellationTokenSource();
        var running = Informer(api).RunAsync(stop.Token);
        await PassAsync(TimeSpan.FromHours(1));
        api.Lists.ShouldBeInRange(100, 170);

        failing = false;
        await Eventually.TrueAsync(_time, TimeSpan.FromSeconds(1), () => api.Watches > 0, "it watches");
        await PassAsync(TimeSpan.FromMinutes(1));
        // the watch was healthy for long: its end is followed at once, and the first failure after it by the shortest wait
        api.Watch = _ => throw ObjectTracker.Error(500, "InternalError");
        var before = api.Watches;
        api.EndWatch();
        await Eventually.TrueAsync(_time, TimeSpan.FromSeconds(0.1), () => api.Watches > before, "it tried to watch");
        before = api.Watches;
        var asked = _time.GetTimestamp();
        await Eventually.TrueAsync(_time, TimeSpan.FromSeconds(0.1), () => api.Watches > before, "it tried again");
        _time.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(3));
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task Watches_that_end_as_soon_as_they_begin_are_no_storm()
    {
        var api = new Api { Watch = _ => Task.CompletedTask };
        using var stop = new CancellationTokenSource();
        var running = Informer(api).RunAsync(stop.Token);
        await PassAsync(TimeSpan.FromMinutes(10));
        api.Watches.ShouldBeInRange(15, 40);
        api.Lists.ShouldBe(1);
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }

    private Informer<V1ConfigMap> Informer(IKubernetesClient api) => new(api, null, NullLogger<Informer<V1ConfigMap>>.Instance, _time);

    private async Task PassAsync(TimeSpan duration)
    {
        var end = _time.GetUtcNow() + duration;
        await Eventually.TrueAsync(_time, TimeSpan.FromSeconds(5), () => _time.GetUtcNow() >= end, "time passed");
    }

    /// <summary>An API server in memory that a test makes fail; its watches last until they are ended.</summary>
    private sealed class Api : UnsupportedClient
    {
        private TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<Task> List { get; set; } = () => Task.CompletedTask;

        public Func<CancellationToken, Task>? Watch { get; set; }

        public int Lists { get; private set; }

        public int Watches { get; private set; }

        public void EndWatch() => Interlocked.Exchange(ref _end, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

        public override async Task<KubernetesList<T>> ListAsync<T>(string? @namespace, ListOptions? options, CancellationToken cancellationToken)
            where T : class
        {
            Lists++;
            await List();
            return new KubernetesList<T> { Metadata = new V1ListMeta { ResourceVersion = "10" } };
        }

        public override async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
            where T : class
        {
            Watches++;
            await (Watch?.Invoke(cancellationToken) ?? _end.Task.WaitAsync(cancellationToken));
            yield break;
        }
    }
}
