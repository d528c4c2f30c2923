using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>How mail servers are judged, with the machine's haproxy and the generated configuration.</summary>
public sealed class MailCheckTests
{
    [Theory]
    [InlineData(ServiceProtocol.SMTP, "220 mail.domain.com Microsoft ESMTP MAIL Service ready", "250 mail.domain.com Hello")]
    [InlineData(ServiceProtocol.IMAP, "* OK The Microsoft Exchange IMAP4 service is ready.", "* BYE")]
    [InlineData(ServiceProtocol.POP3, "+OK The Microsoft Exchange POP3 service is ready.", "+OK")]
    public async Task A_server_that_greets_is_healthy(ServiceProtocol protocol, string greeting, string answer)
    {
        using var server = new StandIn(StandIn.Greeting(greeting, answer));
        using var haproxy = Haproxy(protocol, server);
        await haproxy.IsAsync("mail", "exch1", "UP");
    }

    [Theory]
    [InlineData(ServiceProtocol.IMAPS, "* OK The Microsoft Exchange IMAP4 service is ready.")]
    [InlineData(ServiceProtocol.POP3S, "+OK The Microsoft Exchange POP3 service is ready.")]
    public async Task A_server_that_greets_over_TLS_is_healthy(ServiceProtocol protocol, string greeting)
    {
        using var authority = new Authority();
        using var server = new StandIn(StandIn.Tls(authority.Issue("mail.domain.com"), StandIn.Greeting(greeting)));
        using var haproxy = Haproxy(protocol, server);
        await haproxy.IsAsync("mail", "exch1", "UP");
    }

    [Theory]
    [InlineData(ServiceProtocol.SMTP)]
    [InlineData(ServiceProtocol.IMAP)]
    [InlineData(ServiceProtocol.POP3)]
    public async Task A_server_that_accepts_and_says_nothing_is_down(ServiceProtocol protocol)
    {
        using var server = new StandIn(stream => stream.CopyToAsync(Stream.Null));
        using var haproxy = Haproxy(protocol, server);
        await haproxy.IsAsync("mail", "exch1", "DOWN L7TOUT");
    }

    [Theory]
    [InlineData(ServiceProtocol.IMAP, "* BYE Service not available")]
    [InlineData(ServiceProtocol.POP3, "-ERR Service not available")]
    public async Task A_server_that_greets_with_a_refusal_is_down(ServiceProtocol protocol, string greeting)
    {
        // it closes the connection, as a server that refuses does
        using var server = new StandIn(async stream => await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting + "\r\n")));
        using var haproxy = Haproxy(protocol, server);
        await haproxy.IsAsync("mail", "exch1", "DOWN L7RSP");
    }

    [Fact]
    public async Task A_page_of_many_that_is_ill_takes_the_server_out()
    {
        using var authority = new Authority();
        var ill = "";
        using var server = new StandIn(StandIn.Tls(authority.Issue("mail.domain.com"), StandIn.Pages(path => path == Volatile.Read(ref ill) ? 503 : 200)));
        using var haproxy = Haproxy(ServiceProtocol.HTTPS, server);
        await haproxy.IsAsync("mail", "exch1", "UP");
        foreach (var page in new[] { "owa", "ecp", "ews", "mapi", "rpc", "oab", "autodiscover", "Microsoft-Server-ActiveSync", "PowerShell" })
        {
            Volatile.Write(ref ill, $"/{page}/healthcheck.htm");
            await haproxy.IsAsync("mail", "exch1", "DOWN L7STS");
            Volatile.Write(ref ill, "");
            await haproxy.IsAsync("mail", "exch1", "UP");
        }
    }

    private static GeneratedHaproxy Haproxy(ServiceProtocol protocol, StandIn server) => new(spec =>
    {
        spec.Services = [new() { Name = "mail", Port = 993, TargetPort = server.Port, Protocol = protocol }];
        spec.HealthCheck.Protocols = [.. Enum.GetValues<ExchangeProtocol>()];
        spec.HealthCheck.Verify = CertificateVerification.None;
        spec.Datacenters[0].Backends = [new() { Name = "exch1", Host = "127.0.0.1" }];
    });
}
