using System.Net;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Tests.Planning;

public sealed class ConfigurationHeaderTests
{
    private static readonly ConfigurationHeader Haproxy = new()
    {
        Balancer = new NamespacedName("exchange", "mail"),
        Datacenter = "dc1",
        VirtualAddresses = [new(IPAddress.Parse("172.30.129.131"), 24), new(IPAddress.Parse("fd00::1"), 64)],
        HealthPort = 19101,
    };

    private static readonly ConfigurationHeader Keepalived = Haproxy with { Node = "node-a.example.com", StandDown = false };

    [Fact]
    public void Haproxy_header_is_what_the_agents_agreed_on() => Haproxy.Render().ShouldBe(
        """
        # exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten
        # virtual-addresses: 172.30.129.131/24 fd00::1/64
        # health-port: 19101

        """);

    [Fact]
    public void Keepalived_header_names_the_node_and_whether_it_stands_down() => Keepalived.Render().ShouldBe(
        """
        # exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1, node node-a.example.com; changes here are overwritten
        # virtual-addresses: 172.30.129.131/24 fd00::1/64
        # health-port: 19101
        # stand-down: false

        """);

    [Fact]
    public void What_is_rendered_is_read_back()
    {
        foreach (var header in new[] { Haproxy, Haproxy with { Files = ["ca.0123456789abcdef.pem", "mail.pem"] }, Keepalived, Keepalived with { StandDown = true }, Keepalived with { GivesWayTo = "dc1/node-a.example.com 1767268800000" }, Keepalived with { InterfaceNetwork = new(IPAddress.Parse("172.30.129.0"), 24) } })
        {
            ConfigurationHeader.TryParse(header.Render() + "\nglobal\n    log stdout\n", out var parsed).ShouldBeTrue();
            parsed.ShouldBe(header);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("global\n")]
    [InlineData("# exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten\n")]
    [InlineData("# exchange-ha: made for ExchangeBalancer exchange/mail; changes here are overwritten\n# virtual-addresses: 10.0.0.1/32\n# health-port: 1\n")]
    [InlineData("# exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten\n# virtual-addresses: mail\n# health-port: 1\n")]
    [InlineData("# exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten\n# virtual-addresses: 10.0.0.1/32\n# health-port: x\n")]
    [InlineData("# exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten\n# virtual-addresses: 10.0.0.1/32\n# health-port: 1\n# stand-down: perhaps\n")]
    [InlineData("# exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten\n# virtual-addresses: 10.0.0.1/32\n# health-port: 1\n# files: ../haproxy.cfg\n")]
    [InlineData("# exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten\n# virtual-addresses: 10.0.0.1/32\n# health-port: 1\n# files: ..\n")]
    [InlineData("# exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten\n# virtual-addresses: 10.0.0.1/32\n# health-port: 1\n# interface-network: eth0\n")]
    public void Anything_else_is_no_header(string text) => ConfigurationHeader.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_key_after_the_header_does_not_count()
    {
        ConfigurationHeader.TryParse(Haproxy.Render() + "global\n# stand-down: true\n", out var header).ShouldBeTrue();
        header.StandDown.ShouldBeNull();
    }

    [Fact]
    public void A_name_that_would_end_the_comment_is_refused() =>
        Should.Throw<ArgumentException>(() => (Haproxy with { Datacenter = "dc1\nglobal" }).Render());

    [Fact]
    public void Files_that_differ_in_comments_are_the_same_to_the_daemon()
    {
        var file = Keepalived.Render() + "\nvrrp_instance mail {\n}\n";
        var standingDown = (Keepalived with { StandDown = true }).Render() + "\n  # why\nvrrp_instance mail {\n}\n";
        EffectiveText.DigestOf(standingDown).ShouldBe(EffectiveText.DigestOf(file));
        EffectiveText.DigestOf(file.Replace("mail {", "post {", StringComparison.Ordinal)).ShouldNotBe(EffectiveText.DigestOf(file));
    }
}
