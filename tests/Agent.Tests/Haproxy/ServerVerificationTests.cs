using System.Security.Cryptography.X509Certificates;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Haproxy;

/// <summary>Whose certificate a check takes, with the machine's haproxy and the generated configuration.</summary>
public sealed class ServerVerificationTests : IDisposable
{
    private readonly Authority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_server_of_the_named_authority_is_healthy()
    {
        using var exchange = Exchange(_authority.Issue("mail.domain.com"));
        using var haproxy = Haproxy(exchange, check => check.Ca = Ca, ("ca", _authority.Pem));
        await haproxy.IsAsync("https", "exch1", "UP");
    }

    [Fact]
    public async Task A_server_of_another_authority_is_down()
    {
        using var other = new Authority();
        using var exchange = Exchange(other.Issue("mail.domain.com"));
        using var haproxy = Haproxy(exchange, check => check.Ca = Ca, ("ca", _authority.Pem));
        await haproxy.IsAsync("https", "exch1", "DOWN L6RSP");
    }

    [Fact]
    public async Task A_server_of_another_name_is_down()
    {
        using var exchange = Exchange(_authority.Issue("intranet.domain.com"));
        using var haproxy = Haproxy(exchange, check => check.Ca = Ca, ("ca", _authority.Pem));
        await haproxy.IsAsync("https", "exch1", "DOWN L6RSP");
    }

    [Fact]
    public async Task Without_an_authority_only_the_public_ones_count()
    {
        using var exchange = Exchange(_authority.Issue("mail.domain.com"));
        using var haproxy = Haproxy(exchange, _ => { });
        await haproxy.IsAsync("https", "exch1", "DOWN L6RSP");
    }

    [Fact]
    public async Task Every_certificate_is_taken_where_that_is_said()
    {
        using var exchange = Exchange(_authority.Issue("intranet.domain.com"));
        using var haproxy = Haproxy(exchange, check => check.Verify = CertificateVerification.None);
        await haproxy.IsAsync("https", "exch1", "UP");
    }

    private static SecretReference Ca => new() { SecretKeyRef = new() { Name = "ca", Key = "value" } };

    private static StandIn Exchange(X509Certificate2 certificate) => new(StandIn.Tls(certificate, StandIn.Pages(_ => 200)));

    private static GeneratedHaproxy Haproxy(StandIn exchange, Action<HealthCheckSpec> say, params (string, string)[] secrets) => new(
        spec =>
        {
            spec.Services = [new() { Name = "https", Port = 443, TargetPort = exchange.Port }];
            spec.HealthCheck.Host = "mail.domain.com";
            spec.Datacenters[0].Backends = [new() { Name = "exch1", Host = "127.0.0.1" }];
            say(spec.HealthCheck);
        },
        secrets);
}
