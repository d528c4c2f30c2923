using System.Net;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Probes;
using ExchangeHA.Agent.Reports;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Reports;

public sealed class AgentMetricsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Configurations_and_the_router_are_told_to_who_asks()
    {
        using var exporter = new PrometheusExporter(AgentMetrics.MeterName);
        using var metrics = new AgentMetrics(TimeProvider.System);
        var store = new ConfigurationStore(_directory.In("keepalived.conf"));
        var applier = new ConfigurationApplier(new FakeDaemon(store), store, NullLogger<ConfigurationApplier>.Instance) { Reloaded = metrics.Reloaded, RefusedOne = metrics.Refused };
        metrics.Watch(() => applier.Running, () => applier.Refused);
        VrrpState? state = null;
        metrics.Watch(() => state);

        (await applier.ApplyAsync(Wanted("first\n"), default)).ShouldBeTrue();
        (await applier.ApplyAsync(Wanted("second\n"), default)).ShouldBeTrue();
        exporter.Collect().ShouldContain("exchange_ha_agent_configuration_refused 0\n");
        exporter.Collect().ShouldContain("exchange_ha_agent_last_refusal_timestamp_seconds 0\n");
        (await applier.ApplyAsync(Wanted("third refused-by-reload\n"), default)).ShouldBeFalse();
        state = VrrpState.MASTER;
        metrics.Became(VrrpState.MASTER);
        metrics.Became(VrrpState.BACKUP);
        metrics.Became(VrrpState.MASTER);

        var text = exporter.Collect();
        text.ShouldContain("exchange_ha_agent_reloads_total{reason=\"first\",result=\"success\"} 1\n");
        text.ShouldContain("exchange_ha_agent_reloads_total{reason=\"changed\",result=\"success\"} 1\n");
        text.ShouldContain("exchange_ha_agent_reloads_total{reason=\"changed\",result=\"failure\"} 1\n");
        text.ShouldContain($"exchange_ha_agent_configuration{{revision=\"{Revision.Of("second\n")}\"}} 1\n");
        text.ShouldContain("exchange_ha_agent_configuration_refused 1\n");
        text.ShouldNotContain("exchange_ha_agent_last_refusal_timestamp_seconds 0\n");
        text.ShouldContain("exchange_ha_vrrp_state{state=\"MASTER\"} 1\n");
        text.ShouldContain("exchange_ha_vrrp_state{state=\"BACKUP\"} 0\n");
        text.ShouldContain("exchange_ha_vrrp_transitions_total{state=\"MASTER\"} 2\n");
        text.ShouldContain("exchange_ha_vrrp_transitions_total{state=\"BACKUP\"} 1\n");
    }

    [Fact]
    public async Task They_are_served_beside_the_probes()
    {
        using var stop = new CancellationTokenSource();
        var port = RealHaproxy.FreePort();
        var serving = ProbeServer.RunAsync(port, () => true, () => false, () => "measured 1\n", stop.Token);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        (await client.GetStringAsync("metrics")).ShouldBe("measured 1\n");
        (await client.GetAsync("readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("livez")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await client.GetAsync("other")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await stop.CancelAsync();
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static WantedConfiguration Wanted(string text) => new(text, Revision.Of(text));
}
