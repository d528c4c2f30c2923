using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Validation;

public sealed class ResourceRulesTests
{
    [Theory]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("::1", "loopback")]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("::", "unspecified")]
    [InlineData("224.0.0.18", "multicast")]
    [InlineData("ff02::12", "multicast")]
    [InlineData("255.255.255.255", "broadcast")]
    [InlineData("fe80::5/64", "link-local")]
    [InlineData("172.30.129.0/24", "network")]
    [InlineData("172.30.129.255/24", "broadcast")]
    [InlineData("172.30.129.131/0", "length 0")]
    [InlineData("172.30.129.131/33", "no IP address")]
    [InlineData("010.0.0.1", "no IP address")]
    [InlineData("172.30.131", "no IP address")]
    public void An_address_that_no_host_can_have(string address, string problem)
    {
        var findings = ValidationSamples.FindingsAfter(spec =>
        {
            spec.Vip.Addresses = [address];
            spec.Vip.Authentication = null;
        });

        findings.ShouldBeOnly("spec.vip.addresses[0]", problem);
    }

    [Theory]
    [InlineData("172.30.129.131/31")]
    [InlineData("172.30.129.131")]
    public void An_address_that_a_host_can_have(string address) => ValidationSamples.FindingsAfter(spec => spec.Vip.Addresses = [address]).ShouldBeEmpty();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LocalHost")]
    [InlineData("224.0.0.1")]
    [InlineData("fe80::1")]
    public void A_server_or_relay_where_no_other_machine_is(string host)
    {
        ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Backends[0].Host = host).ShouldBeOnly("spec.datacenters[0].backends[0].host", host);
        if (!host.Contains(':'))
            ValidationSamples.FindingsAfter(spec => spec.Alerts!.Email!.Server = host + ":25").ShouldBeOnly("spec.alerts.email.server", host);
    }

    [Fact]
    public void An_address_twice() =>
        ValidationSamples.FindingsAfter(spec => spec.Vip.Addresses = ["172.30.129.131/24", "172.30.129.131"]).ShouldBeOnly("spec.vip.addresses[1]", "spec.vip.addresses[0]");

    [Fact]
    public void Both_families_are_fine() => ValidationSamples.FindingsAfter(spec => (spec.Vip.Addresses, spec.Vip.Authentication) = (["172.30.129.131/24", "fd00::1/64"], null)).ShouldBeEmpty();

    [Theory]
    [InlineData("0s")]
    [InlineData("5ms")]
    [InlineData("105ms")]
    [InlineData("41500ms")]
    [InlineData("256s")]
    public void An_advertisement_interval_that_no_packet_carries(string interval) =>
        ValidationSamples.FindingsAfter(spec => (spec.Vip.AdvertisementInterval, spec.Vip.Authentication) = (interval, null)).ShouldBeOnly("spec.vip.advertisementInterval", interval);

    [Theory]
    [InlineData("10ms")]
    [InlineData("40950ms")]
    [InlineData("255s")]
    public void An_advertisement_interval_that_a_packet_carries(string interval) =>
        ValidationSamples.FindingsAfter(spec => (spec.Vip.AdvertisementInterval, spec.Vip.Authentication) = (interval, null)).ShouldBeEmpty();

    [Theory]
    [InlineData("100ms", "172.30.129.131", "100ms")]
    [InlineData("1500ms", "172.30.129.131", "1500ms")]
    [InlineData("1s", "fd00::1", "An IPv6 address")]
    public void A_password_where_VRRP_has_none(string interval, string address, string problem) =>
        ValidationSamples.FindingsAfter(spec => (spec.Vip.AdvertisementInterval, spec.Vip.Addresses) = (interval, [address])).ShouldBeOnly("spec.vip.authentication", problem);

    [Fact]
    public void A_password_with_version_3_asked_for() => ValidationSamples.FindingsAfter(spec => spec.Vip.VrrpVersion = 3).ShouldBeOnly("spec.vip.authentication", "vrrpVersion 3");

    [Fact]
    public void A_password_for_the_IPv4_router_of_both() =>
        ValidationSamples.FindingsAfter(spec => (spec.Vip.Addresses, spec.Vip.VrrpVersion) = (["172.30.129.131/24", "fd00::1/64"], 2)).ShouldBeEmpty();

    [Theory]
    [InlineData(2, "1500ms", "172.30.129.131")]
    [InlineData(3, "255s", "172.30.129.131")]
    [InlineData(3, "1005ms", "172.30.129.131")]
    public void An_advertisement_interval_that_the_version_asked_for_does_not_carry(int version, string interval, string address) =>
        ValidationSamples.FindingsAfter(spec => (spec.Vip.VrrpVersion, spec.Vip.AdvertisementInterval, spec.Vip.Addresses, spec.Vip.Authentication) = (version, interval, [address], null))
            .ShouldBeOnly("spec.vip.advertisementInterval", interval);

    [Fact]
    public void An_advertisement_interval_that_the_IPv6_router_of_both_does_not_carry() =>
        ValidationSamples.FindingsAfter(spec => (spec.Vip.VrrpVersion, spec.Vip.AdvertisementInterval, spec.Vip.Addresses) = (2, "41s", ["172.30.129.131", "fd00::1"]))
            .ShouldBeOnly("spec.vip.advertisementInterval", "VRRPv3");

    [Fact]
    public void Version_2_without_an_IPv4_address() =>
        ValidationSamples.FindingsAfter(spec => (spec.Vip.VrrpVersion, spec.Vip.Addresses, spec.Vip.Authentication) = (2, ["fd00::1"], null)).ShouldBeOnly("spec.vip.vrrpVersion", "no IPv6");

    [Theory]
    [InlineData("1500ms")]
    [InlineData("61s")]
    public void A_second_announcement_at_a_time_that_keepalived_does_not_know(string delay) =>
        ValidationSamples.FindingsAfter(spec => spec.Vip.Announcements.Delay = delay).ShouldBeOnly("spec.vip.announcements.delay", delay);

    [Theory]
    [InlineData("500ms")]
    [InlineData("2d")]
    public void A_refresh_at_a_time_that_keepalived_does_not_know(string refresh) =>
        ValidationSamples.FindingsAfter(spec => spec.Vip.Announcements.Refresh = refresh).ShouldBeOnly("spec.vip.announcements.refresh", refresh);

    [Fact]
    public void Announcements_too_far_apart() => ValidationSamples.FindingsAfter(spec => spec.Vip.Announcements.Interval = "2s").ShouldBeOnly("spec.vip.announcements.interval", "2s");

    [Fact]
    public void An_interface_that_is_named_and_told_by_a_network() =>
        ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].InterfaceNetwork = "172.30.129.0/24").ShouldBeOnly("spec.datacenters[1].interfaceNetwork", "named already");

    [Theory]
    [InlineData("172.30.129.11/24", "172.30.129.0/24")]
    [InlineData("fd00::11/64", "fd00::/64")]
    [InlineData("172.30.129.0/33", "192.0.2.0/24")]
    [InlineData("0.0.0.0/0", "192.0.2.0/24")]
    public void An_interface_network_that_is_none(string network, string remedy)
    {
        var findings = ValidationSamples.FindingsAfter(spec => (spec.Datacenters[1].Interface, spec.Datacenters[1].InterfaceNetwork) = (null, network));

        findings.ShouldBeOnly("spec.datacenters[1].interfaceNetwork", network);
        findings[0].Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void An_interface_that_the_virtual_address_does_not_tell() =>
        ValidationSamples.FindingsAfter(spec => (spec.Datacenters[1].Interface, spec.Vip.Addresses) = (null, ["172.30.129.131"])).ShouldBeOnly("spec.datacenters[1].interface", "missing");

    [Fact]
    public void An_interface_that_the_virtual_address_tells() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Interface = null).ShouldBeEmpty();

    [Fact]
    public void Peers_without_unicast() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Peers = ["172.30.129.12"]).ShouldBeOnly("spec.datacenters[1].peers", "unicast only");

    [Theory]
    [InlineData("172.30.129", "no IP address")]
    [InlineData("172.30.129.131", "virtual address")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("fd00::12", "family")]
    public void A_peer_that_cannot_be_spoken_to(string peer, string problem)
    {
        var balancer = ValidationSamples.Balancer();
        (balancer.Spec.Vip.Transport, balancer.Spec.Datacenters[1].Peers) = (VrrpTransport.Unicast, [peer]);

        Validator.ValidateResource(balancer).ShouldBeOnly("spec.datacenters[1].peers[0]", problem);
    }

    [Fact]
    public void A_preemption_delay_too_long() => ValidationSamples.FindingsAfter(spec => spec.Vip.Preemption.Delay = "1001s").ShouldBeOnly("spec.vip.preemption.delay", "1001s");

    [Fact]
    public void A_time_out_of_nothing() => ValidationSamples.FindingsAfter(spec => spec.Timeouts.Connect = "0s").ShouldBeOnly("spec.timeouts.connect", "0s");

    [Fact]
    public void An_affinity_that_ends_at_once() => ValidationSamples.FindingsAfter(spec => spec.Services[0].Affinity.Expire = "1ms").ShouldBeOnly("spec.services[0].affinity.expire", "1ms");

    [Fact]
    public void A_mail_relay_that_is_not_waited_for() => ValidationSamples.FindingsAfter(spec => spec.Alerts!.Email!.ConnectTimeout = "10ms").ShouldBeOnly("spec.alerts.email.connectTimeout", "10ms");

    [Fact]
    public void A_fast_interval_longer_than_the_interval() => ValidationSamples.FindingsAfter(spec => spec.HealthCheck.FastInterval = "2s").ShouldBeOnly("spec.healthCheck.fastInterval", "2s");

    [Fact]
    public void A_port_twice() => ValidationSamples.FindingsAfter(spec => spec.Services[1].Port = 443).ShouldBeOnly("spec.services[1].port", "spec.services[0].port");

    [Fact]
    public void A_statistics_page_on_the_port_of_a_service() => ValidationSamples.FindingsAfter(spec => spec.Stats!.Port = 25).ShouldBeOnly("spec.stats.port", "spec.services[1].port");

    [Fact]
    public void A_statistics_page_on_the_port_of_the_default_service() =>
        ValidationSamples.FindingsAfter(spec => (spec.Services, spec.Stats!.Port) = ([], 443)).ShouldBeOnly("spec.stats.port", "default service");

    [Theory]
    [InlineData(19001)]
    [InlineData(20279)]
    public void A_statistics_page_on_a_port_of_our_own(int port) => ValidationSamples.FindingsAfter(spec => spec.Stats!.Port = port).ShouldBeOnly("spec.stats.port", $"{port}");

    [Fact]
    public void A_service_on_a_port_of_our_own_matters_only_on_every_address()
    {
        ValidationSamples.FindingsAfter(spec => spec.Services[1].Port = 19101).ShouldBeEmpty();
        ValidationSamples.FindingsAfter(spec => (spec.Services[1].Port, spec.Vip.Bind) = (19101, BindMode.Wildcard)).ShouldBeOnly("spec.services[1].port", "19101");
    }

    [Theory]
    [InlineData("exchange-ha")]
    [InlineData("exchange-ha-health")]
    [InlineData("exchange-ha-gate")]
    public void A_service_with_the_name_of_a_section_of_our_own(string name) => ValidationSamples.FindingsAfter(spec => spec.Services[1].Name = name).ShouldBeOnly("spec.services[1].name", name);

    [Fact]
    public void A_service_with_almost_such_a_name() => ValidationSamples.FindingsAfter(spec => spec.Services[1].Name = "my-exchange-ha").ShouldBeEmpty();

    [Fact]
    public void A_priority_twice() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Priority = 101).ShouldBeOnly("spec.datacenters[1].priority", "spec.datacenters[0].priority");

    [Fact]
    public void A_backend_in_two_datacenters() =>
        ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Backends[0].Name = "exch2").ShouldBeOnly("spec.datacenters[1].backends[0].name", "spec.datacenters[0].backends[1].name");

    [Theory]
    [InlineData("exch1..domain.com")]
    [InlineData("exch1.-domain.com")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.256")]
    [InlineData("1:2")]
    public void A_host_that_cannot_be(string host) => ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Backends[0].Host = host).ShouldBeOnly("spec.datacenters[0].backends[0].host", host);

    [Fact]
    public void A_host_that_is_the_virtual_address() =>
        ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Backends[0].Host = "172.30.129.131").ShouldBeOnly("spec.datacenters[0].backends[0].host", "itself");

    [Fact]
    public void A_checked_host_that_cannot_be() => ValidationSamples.FindingsAfter(spec => spec.HealthCheck.Host = "a..b").ShouldBeOnly("spec.healthCheck.host", "a..b");

    [Fact]
    public void An_indicated_name_that_is_an_address() => ValidationSamples.FindingsAfter(spec => spec.HealthCheck.Sni = "192.0.2.1").ShouldBeOnly("spec.healthCheck.sni", "192.0.2.1");

    [Fact]
    public void An_authority_that_nothing_is_verified_by()
    {
        var balancer = ValidationSamples.Balancer();
        balancer.Spec.HealthCheck.Verify = CertificateVerification.None;
        balancer.Spec.HealthCheck.Ca = new() { SecretKeyRef = new() { Name = "exchange-ca", Key = "ca.crt" } };

        Validator.ValidateResource(balancer).ShouldBeOnly("spec.healthCheck.ca", "verify: None");
    }

    [Fact]
    public void A_mail_relay_whose_host_cannot_be() => ValidationSamples.FindingsAfter(spec => spec.Alerts!.Email!.Server = "smtp..domain.com:25").ShouldBeOnly("spec.alerts.email.server", "smtp..domain.com");

    [Theory]
    [InlineData("smtp.domain.com:0")]
    [InlineData("smtp.domain.com:65536")]
    public void A_mail_relay_without_a_port(string server) => ValidationSamples.FindingsAfter(spec => spec.Alerts!.Email!.Server = server).ShouldBeOnly("spec.alerts.email.server", "no port");

    [Fact]
    public void The_loopback_interface() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Interface = "lo").ShouldBeOnly("spec.datacenters[1].interface", "lo");

    [Theory]
    [InlineData("a b")]
    [InlineData("/zone")]
    [InlineData("Example.com/zone")]
    [InlineData("zone/")]
    [InlineData("a/b/c")]
    public void A_label_that_cannot_be(string key)
    {
        var balancer = ValidationSamples.Balancer();
        balancer.Spec.Datacenters[0].NodeSelector = new() { [key] = "dc1" };

        Validator.ValidateResource(balancer).ShouldBeOnly("spec.datacenters[0].nodeSelector", key);
    }

    [Fact]
    public void A_toleration_without_a_key() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Tolerations[1].Operator = TolerationOperator.Equal)
        .ShouldBeOnly("spec.datacenters[0].tolerations[1].key", "missing");

    [Fact]
    public void A_toleration_with_a_key_that_cannot_be() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Tolerations[0].Key = "a b").ShouldBeOnly("spec.datacenters[0].tolerations[0].key", "a b");

    [Fact]
    public void A_toleration_with_a_value_that_is_not_compared() =>
        ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Tolerations[0].Value = "true").ShouldBeOnly("spec.datacenters[0].tolerations[0].value", "Exists");
}
