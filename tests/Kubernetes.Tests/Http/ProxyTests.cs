using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Http;

public sealed class ProxyTests
{
    [Fact]
    public async Task Requests_go_through_the_proxy_that_the_configuration_names()
    {
        await using var proxy = await ScriptedApiServer.StartAsync();
        var asked = "";
        proxy.Then(context =>
        {
            asked = context.Request.Host.Value;
            return ScriptedApiServer.Json(context, Sample.Json("a", "1"));
        });
        // a name that nobody but a proxy could resolve
        using var client = new KubernetesClient(new KubernetesClientConfiguration { Host = new Uri("http://api.invalid:6443"), Proxy = proxy.Address }, [], NullLogger<KubernetesClient>.Instance);
        (await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None)).ShouldNotBeNull();
        asked.ShouldBe("api.invalid:6443");
    }
}
