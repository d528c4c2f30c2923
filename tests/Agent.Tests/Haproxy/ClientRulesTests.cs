using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>Which clients are served and what servers learn of them, with the machine's haproxy and the generated configuration.</summary>
public sealed class ClientRulesTests : IDisposable
{
    private const int Port = 443;
    private const string Stranger = "127.0.0.2";
    private readonly EchoServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Strangers_to_the_allowed_networks_are_refused()
    {
        using var haproxy = await ServingAsync(service => service.AllowedClients = ["10.0.0.0/8", "127.0.0.1/32", "fd00::/8"]);
        (await Visitor.AskAsync(haproxy.Address, Port, "hello")).ShouldBe("hello");
        (await Visitor.AskAsync(haproxy.Address, Port, "hello", Stranger)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_client_opens_beyond_its_rate_is_refused_and_others_are_not()
    {
        using var haproxy = await ServingAsync(service => service.ConnectionRate = new() { Connections = 3, Period = "1h" });
        for (var connection = 0; connection < 3; connection++)
            (await Visitor.AskAsync(haproxy.Address, Port, "hello")).ShouldBe("hello");
        (await Visitor.AskAsync(haproxy.Address, Port, "hello")).ShouldBeNull();
        (await Visitor.AskAsync(haproxy.Address, Port, "hello", Stranger)).ShouldBe("hello");
    }

    [Fact]
    public async Task A_server_that_wants_it_is_told_the_clients_address()
    {
        using var haproxy = await ServingAsync(service => service.ProxyProtocol = ProxyProtocol.V1);
        (await Visitor.AskAsync(haproxy.Address, Port, "", Stranger)).ShouldNotBeNull().ShouldStartWith($"PROXY TCP4 {Stranger} {haproxy.Address} ");
    }

    [Fact]
    public async Task The_second_version_is_binary()
    {
        using var haproxy = await ServingAsync(service => service.ProxyProtocol = ProxyProtocol.V2);
        (await Visitor.AskAsync(haproxy.Address, Port, "", Stranger)).ShouldNotBeNull().ShouldStartWith("\r\n\r\n\0\r\nQUIT\n");
    }

    [Fact]
    public async Task A_service_has_a_limit_of_its_own()
    {
        using var haproxy = await ServingAsync(service => service.MaxConnections = 7);
        (await haproxy.AskAsync("show stat")).Split('\n').Single(line => line.StartsWith("echo,FRONTEND,", StringComparison.Ordinal)).Split(',')[6].ShouldBe("7");
    }

    private async Task<GeneratedHaproxy> ServingAsync(Action<ServiceSpec> say)
    {
        var haproxy = new GeneratedHaproxy(spec =>
        {
            spec.Services = [new() { Name = "echo", Port = Port, TargetPort = _server.Port, Protocol = ServiceProtocol.TCP }];
            spec.Datacenters[0].Backends = [new() { Name = "exch1", Host = "127.0.0.1" }];
            say(spec.Services[0]);
        });
        await haproxy.IsAsync("echo", "exch1", "UP");
        return haproxy;
    }
}
