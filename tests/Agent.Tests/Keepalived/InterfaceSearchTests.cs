using System.Collections.Immutable;
using ExchangeHA.Agent.Keepalived;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Tests.Keepalived;

public sealed class InterfaceSearchTests
{
    [Fact]
    public void The_interface_with_an_address_in_the_network_is_found() =>
        Search("172.30.129.0/24", new("eno1", [At("10.0.0.11/8")]), new("bond0.7", [At("fe80::1/64"), At("172.30.129.11/24")])).ShouldBe(new InterfaceSearch("bond0.7", null));

    [Fact]
    public void An_IPv6_network_tells_it_too() =>
        Search("fd00:129::/64", new("eno1", [At("172.30.129.11/24")]), new("eno2", [At("fd00:129::11/64")])).Name.ShouldBe("eno2");

    [Fact]
    public void The_virtual_address_itself_tells_nothing()
    {
        var search = Search("172.30.129.0/24", new NodeInterface("eno1", [At("10.0.0.11/8"), At("172.30.129.131/24")]));

        search.Name.ShouldBeNull();
        search.Problem.ShouldNotBeNull().ShouldContain("172.30.129.0/24");
        search.Problem.ShouldContain("eno1 (10.0.0.11/8, 172.30.129.131/24)");
    }

    [Fact]
    public void Of_two_none_is_chosen()
    {
        var search = Search("172.30.129.0/24", new("eno1", [At("172.30.129.11/24")]), new("eno2", [At("172.30.129.12/24")]));

        search.Name.ShouldBeNull();
        search.Problem.ShouldNotBeNull().ShouldContain("eno1 (172.30.129.11/24), eno2 (172.30.129.12/24)");
    }

    [Theory]
    [InlineData("172.30.129.131/24")]
    [InlineData("172.30.129.131/32")]
    public void An_address_in_a_network_of_the_interface_is_not_warned_of(string address) => Warning(address).ShouldBeNull();

    [Fact]
    public void An_address_outside_every_network_of_the_interface_is_warned_of()
    {
        var warning = Warning("172.30.129.131/24", "172.30.192.131/24").ShouldNotBeNull();

        warning.ShouldStartWith("172.30.192.131/24 lies in no network of eth0 (172.30.129.11/24)");
    }

    [Fact]
    public void That_the_address_is_held_does_not_make_it_right() =>
        AddressWarning.For([At("172.30.192.131/24")], "eth0", [new("eth0", [At("172.30.129.11/24"), At("172.30.192.131/24")])]).ShouldNotBeNull();

    [Fact]
    public void The_report_names_the_interface_that_the_configuration_has()
    {
        const string Text = "# exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1, node node-a; changes here are overwritten\n"
            + "# virtual-addresses: 172.30.192.131/24\n# health-port: 1\nvrrp_instance mail {\n    interface eth0\n}\n";
        var report = VrrpReports.Of("pod", new(Text, "r"), null, null, [new("eth0", [At("172.30.129.11/24")])]);

        (report.Interface, report.Revision).ShouldBe(("eth0", "r"));
        report.Warning.ShouldNotBeNull().ShouldContain("172.30.192.131/24");
    }

    private static InterfaceSearch Search(string network, params ImmutableArray<NodeInterface> interfaces) => InterfaceSearch.In(interfaces, At(network), [At("172.30.129.131/24")]);

    private static string? Warning(params string[] addresses) =>
        AddressWarning.For([.. addresses.Select(At)], "eth0", [new("eth1", [At("172.30.192.11/24")]), new("eth0", [At("172.30.129.11/24")])]);

    private static IPNetworkAddress At(string text) => IPNetworkAddress.TryParse(text, out var address) ? address : throw new FormatException(text);
}
