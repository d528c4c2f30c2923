using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>HTTP is sent to HTTPS, with the machine's haproxy and the generated configuration.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(443, "mail.domain.com", "https://mail.domain.com/owa/?a=b%20c")]
    [InlineData(443, "mail.domain.com:80", "https://mail.domain.com/owa/?a=b%20c")]
    [InlineData(8443, "mail.domain.com", "https://mail.domain.com:8443/owa/?a=b%20c")]
    [InlineData(443, "[2001:db8::1]:80", "https://[2001:db8::1]/owa/?a=b%20c")]
    public async Task A_request_is_sent_to_the_same_page_over_TLS(int https, string host, string location)
    {
        var answer = await AskAsync(https, $"GET /owa/?a=b%20c HTTP/1.1\r\nHost: {host}\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 301 ");
        answer.ShouldContain($"\r\nlocation: {location}\r\n", Case.Insensitive);
    }

    [Fact]
    public async Task A_request_without_a_name_cannot_be_sent_anywhere() =>
        (await AskAsync(443, "GET / HTTP/1.0\r\n\r\n")).ShouldStartWith("HTTP/1.1 400 ");

    private static async Task<string> AskAsync(int https, string request)
    {
        using var haproxy = new GeneratedHaproxy(spec =>
        {
            spec.Services = [new() { Name = "http", Port = 80, Protocol = ServiceProtocol.HTTP }, new() { Name = "https", Port = https }];
            spec.Datacenters[0].Backends = [new() { Name = "exch1", Host = "127.0.0.1", State = BackendState.Maintenance }];
        });
        await Eventually.Is(async () => (await haproxy.AskAsync("show info")).Length > 0, () => "haproxy to start; " + haproxy.Log);
        return (await Visitor.AskAsync(haproxy.Address, 80, request)).ShouldNotBeNull();
    }
}
