using ExchangeHA.Agent.Probes;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>haproxy's metrics, with the machine's haproxy and the generated configuration.</summary>
public sealed class MetricsTests
{
    private const string Neighbour = "127.0.0.2";

    [Fact]
    public async Task The_allowed_network_alone_gets_them()
    {
        var port = RealHaproxy.FreePort();
        using var haproxy = Telling(port);
        await Eventually.Is(async () => (await haproxy.AskAsync("show info")).Length > 0, () => "haproxy to start; " + haproxy.Log);
        (await AskAsync(port, Neighbour)).ShouldNotBeNull().ShouldStartWith("HTTP/1.1 200 ");
        (await AskAsync(port, "127.0.0.1")).ShouldBeNull();
    }

    [Fact]
    public async Task The_agents_own_are_handed_on_and_nothing_else_of_them()
    {
        var port = RealHaproxy.FreePort();
        using var haproxy = Telling(port);
        using var stop = new CancellationTokenSource();
        var agent = ProbeServer.RunAsync(haproxy.HaproxyAgentPort, () => true, () => true, () => "beside_haproxy 1\n", stop.Token);
        await Eventually.Is(async () => (await haproxy.AskAsync("show info")).Length > 0, () => "haproxy to start; " + haproxy.Log);

        (await AskAsync(port, Neighbour, "/agents/haproxy")).ShouldNotBeNull().ShouldContain("\nbeside_haproxy 1\n");
        // no agent is there
        (await AskAsync(port, Neighbour, "/agents/keepalived")).ShouldNotBeNull().ShouldStartWith("HTTP/1.1 503 ");
        (await AskAsync(port, Neighbour, "/readyz")).ShouldNotBeNull().ShouldStartWith("HTTP/1.1 404 ");
        (await AskAsync(port, "127.0.0.1", "/agents/haproxy")).ShouldBeNull();

        await stop.CancelAsync();
        await agent.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static GeneratedHaproxy Telling(int port) => new(spec =>
    {
        spec.Services = [new() { Name = "https", Port = 443 }];
        spec.Metrics = new() { Port = port, AllowedClients = [$"{Neighbour}/32"] };
        spec.Datacenters[0].Backends = [new() { Name = "exch1", Host = "127.0.0.1", State = BackendState.Maintenance }];
    });

    private static Task<string?> AskAsync(int port, string from, string path = "/metrics") =>
        Visitor.AskAsync("127.0.0.1", port, $"GET {path} HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n", from);
}
