using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Caching;

public sealed class InformerHealthTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task It_is_red_while_the_server_is_silent_for_too_long_and_green_again_after()
    {
        var time = new ManualTimeProvider();
        await using var server = await ScriptedApiServer.StartAsync();
        server.ThenJson(Sample.List("10", null)).ThenStreamAndHang().ThenFail(500, "InternalError");
        using var client = Clients.Create(server);
        var informer = new Informer<V1ConfigMap>(client, null, NullLogger<Informer<V1ConfigMap>>.Instance, time);
        var health = new InformerHealth([informer], Limit);
        using var stop = new CancellationTokenSource();
        var running = informer.RunAsync(stop.Token);
        await Eventually.TrueAsync(() => server.Requests.Count == 2, "it watches");
        health.WhyNotAlive().ShouldBeNull();

        // the stream is silent for its two minutes, then no new one is to be had
        await Eventually.TrueAsync(time, TimeSpan.FromSeconds(5), () => health.WhyNotAlive() is not null, "it is red");
        health.WhyNotAlive().ShouldBe("nothing has been heard of ConfigMap for more than 240 s");

        server.ThenJson(Sample.List("20", null)).ThenStreamAndHang();
        await Eventually.TrueAsync(time, TimeSpan.FromSeconds(5), () => health.WhyNotAlive() is null, "it is green again");
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }

    [Fact]
    public void A_process_that_has_just_begun_has_time_to_hear_something()
    {
        var time = new ManualTimeProvider();
        using var client = new KubernetesClient(new() { Host = new Uri("http://127.0.0.1:9") }, [], NullLogger<KubernetesClient>.Instance);
        var health = new InformerHealth([new Informer<V1ConfigMap>(client, null, NullLogger<Informer<V1ConfigMap>>.Instance, time)], Limit);
        health.WhyNotAlive().ShouldBeNull();
        time.Advance(Limit + TimeSpan.FromSeconds(1));
        health.WhyNotAlive().ShouldNotBeNull();
    }
}
