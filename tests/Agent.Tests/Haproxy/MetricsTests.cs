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
        using var haproxy = new GeneratedHaproxy(spec =>
        {
            spec.Services = [new() { Name = "https", Port = 443 }];
            spec.Metrics = new() { Port = port, AllowedClients = [$"{Neighbour}/32"] };
            spec.Datacenters[0].Backends = [new() { Name = "exch1", Host = "127.0.0.1", State = BackendState.Maintenance }];
        });
        await Eventually.Is(async () => (await haproxy.AskAsync("show info")).Length > 0, () => "haproxy to start; " + haproxy.Log);
        (await AskAsync(port, Neighbour)).ShouldNotBeNull().ShouldStartWith("HTTP/1.1 200 ");
        (await AskAsync(port, "127.0.0.1")).ShouldBeNull();
    }

    private static Task<string?> AskAsync(int port, string from) => Visitor.AskAsync("127.0.0.1", port, "GET /metrics HTTP/1.1\r\nHost: node\r\n\r\n", from);
}
