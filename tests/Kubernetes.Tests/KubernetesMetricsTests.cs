using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests;

public sealed class KubernetesMetricsTests
{
    [Fact]
    public async Task Every_attempt_is_counted_by_verb_and_code()
    {
        var counted = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == KubernetesMetrics.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Add($"{tags[0].Value} {tags[1].Value} {value}"));
        listener.Start();
        await using var server = await ScriptedApiServer.StartAsync();
        // A code that no other test uses: they run beside this one.
        server.ThenFail(429, "TooManyRequests", retryAfter: 0).ThenFail(451, "Refused");
        using var client = Clients.Create(server);
        await Should.ThrowAsync<KubernetesException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None));
        counted.ShouldContain("get 429 1");
        counted.Count(measure => measure == "get 451 1").ShouldBe(1);
    }
}
