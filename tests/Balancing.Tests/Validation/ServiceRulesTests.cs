using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Validation;

/// <summary>What a service, and what listens beside the services, must not say. In the sample, service 0 is HTTPS on 443 and service 1 SMTP on 25.</summary>
public sealed class ServiceRulesTests
{
    [Theory]
    [InlineData(ServiceProtocol.SMTP)]
    [InlineData(ServiceProtocol.IMAP)]
    [InlineData(ServiceProtocol.POP3)]
    public void A_TLS_session_id_where_TLS_does_not_begin_at_once(ServiceProtocol protocol) =>
        ValidationSamples.FindingsAfter(spec => (spec.Services[1].Protocol, spec.Services[1].Affinity.Type) = (protocol, AffinityType.TLSSessionID)).ShouldBeOnly("spec.services[1].affinity.type", $"{protocol}");

    [Theory]
    [InlineData(ServiceProtocol.IMAPS)]
    [InlineData(ServiceProtocol.POP3S)]
    [InlineData(ServiceProtocol.TCP)]
    public void A_TLS_session_id_where_it_may(ServiceProtocol protocol) =>
        ValidationSamples.FindingsAfter(spec => (spec.Services[1].Protocol, spec.Services[1].Affinity.Type) = (protocol, AffinityType.TLSSessionID)).ShouldBeEmpty();

    [Fact]
    public void A_redirect() => ValidationSamples.FindingsAfter(spec => spec.Services.Add(Http())).ShouldBeEmpty();

    [Fact]
    public void A_redirect_to_nowhere() => ValidationSamples.FindingsAfter(spec => spec.Services[0] = Http()).ShouldBeOnly("spec.services[0].protocol", "no service");

    [Fact]
    public void A_redirect_with_a_server() => ValidationSamples.FindingsAfter(spec => spec.Services.Add(Http() with { TargetPort = 8080 })).ShouldBeOnly("spec.services[2].targetPort", "8080");

    [Theory]
    [InlineData(AffinityType.Source)]
    [InlineData(AffinityType.TLSSessionID)]
    public void A_redirect_that_remembers_clients(AffinityType type) =>
        ValidationSamples.FindingsAfter(spec => spec.Services.Add(Http() with { Affinity = new() { Type = type } })).ShouldBeOnly("spec.services[2].affinity.type", "no client");

    [Theory]
    [InlineData(ServiceProtocol.HTTPS)]
    [InlineData(ServiceProtocol.HTTP)]
    [InlineData(ServiceProtocol.SMTP)]
    [InlineData(ServiceProtocol.IMAP)]
    [InlineData(ServiceProtocol.IMAPS)]
    [InlineData(ServiceProtocol.POP3)]
    [InlineData(ServiceProtocol.POP3S)]
    public void The_PROXY_protocol_before_Exchange(ServiceProtocol protocol) =>
        ValidationSamples.FindingsAfter(spec => (spec.Services[1].Protocol, spec.Services[1].ProxyProtocol) = (protocol, ProxyProtocol.V2)).ShouldBeOnly("spec.services[1].proxyProtocol", $"{protocol}");

    [Fact]
    public void The_PROXY_protocol_before_another_server() =>
        ValidationSamples.FindingsAfter(spec => (spec.Services[1].Protocol, spec.Services[1].ProxyProtocol) = (ServiceProtocol.TCP, ProxyProtocol.V1)).ShouldBeEmpty();

    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("2001:db8::1/32", "2001:db8::/32")]
    [InlineData("10.0.0.0/33", "no network")]
    [InlineData("10.0.0", "no network")]
    public void Clients_of_no_network(string network, string problem) =>
        ValidationSamples.FindingsAfter(spec => spec.Services[0].AllowedClients = ["192.168.0.0/16", network]).ShouldBeOnly("spec.services[0].allowedClients[1]", problem);

    [Fact]
    public void Clients_of_a_network_that_is_written_in_two_ways() =>
        ValidationSamples.FindingsAfter(spec => spec.Services[0].AllowedClients = ["192.0.2.1", "192.0.2.1/32"]).ShouldBeOnly("spec.services[0].allowedClients[1]", "spec.services[0].allowedClients[0]");

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("2001:db8::7")]
    [InlineData("10.128.0.0/9")]
    public void Clients_of_a_network(string network) => ValidationSamples.FindingsAfter(spec => spec.Services[0].AllowedClients = [network]).ShouldBeEmpty();

    [Fact]
    public void Metrics_for_no_network() =>
        ValidationSamples.FindingsAfter(spec => spec.Metrics = new() { Port = 8405, AllowedClients = ["10.0.0.1/24"] }).ShouldBeOnly("spec.metrics.allowedClients[0]", "10.0.0.0/24");

    [Fact]
    public void More_connections_than_all_services_may_have() =>
        ValidationSamples.FindingsAfter(spec => (spec.Limits.MaxConnections, spec.Services[1].MaxConnections) = (1000, 1001)).ShouldBeOnly("spec.services[1].maxConnections", "1001");

    [Theory]
    [InlineData("500ms")]
    [InlineData("2h")]
    public void A_rate_in_a_strange_period(string period) =>
        ValidationSamples.FindingsAfter(spec => spec.Services[0].ConnectionRate = new() { Connections = 10, Period = period }).ShouldBeOnly("spec.services[0].connectionRate.period", period);

    [Fact]
    public void A_rate_of_none() => ValidationSamples.FindingsAfter(spec => spec.Services[0].ConnectionRate = new()).ShouldBeOnly("spec.services[0].connectionRate.connections", "0");

    [Fact]
    public void A_slow_start_that_is_none() => ValidationSamples.FindingsAfter(spec => spec.SlowStart = "10ms").ShouldBeOnly("spec.slowStart", "10ms");

    [Fact]
    public void An_old_process_that_must_stop_at_once() => ValidationSamples.FindingsAfter(spec => spec.Timeouts.HardStop = "0s").ShouldBeOnly("spec.timeouts.hardStop", "0s");

    [Fact]
    public void Metrics_on_the_port_of_the_statistics_page() => ValidationSamples.FindingsAfter(spec => spec.Metrics = new() { Port = 8080 }).ShouldBeOnly("spec.metrics.port", "spec.stats.port");

    [Fact]
    public void Peers_on_a_port_of_our_own()
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Spec.Peers = new() { Port = 19101 };

        Validator.ValidateResource(snapshot.Balancer).ShouldBeOnly("spec.peers.port", "19101");
    }

    [Fact]
    public void Peers_that_cannot_find_each_other()
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Spec.Peers = new() { Port = 10024 };
        snapshot.Nodes[0].Status = new() { Addresses = [new V1NodeAddress { Type = "InternalIP", Address = "192.0.2.11" }] };

        Validator.Validate(snapshot).ShouldBeOnly("spec.peers", "node-b");
    }

    [Fact]
    public void Metrics_on_a_port_of_another_balancer()
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Spec.Metrics = new() { Port = 8405 };
        var other = ValidationSamples.Other();
        other.Spec.Metrics = new() { Port = 8405 };

        Validator.Validate(snapshot with { OtherBalancers = [new OtherBalancer(other)] }).ShouldBeOnly("spec.metrics.port", "8405");
    }

    private static ServiceSpec Http() => new() { Name = "http", Port = 80, Protocol = ServiceProtocol.HTTP };
}
