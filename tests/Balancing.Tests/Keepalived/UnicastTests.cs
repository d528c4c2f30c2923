using System.Net;
using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;

namespace ExchangeHA.Balancing.Tests.Keepalived;

public sealed class UnicastTests
{
    [Theory]
    [InlineData("unicast")]
    [InlineData("unicast-alone")]
    public void Where_unicast_is_asked_for_each_node_has_a_peer(string name)
    {
        var plan = Planner.Plan(new GoldenCase(name).Snapshot());
        foreach (var datacenter in plan.Datacenters)
        {
            foreach (var node in datacenter.Nodes)
                Peers(KeepalivedRenderer.Render(plan, datacenter, node)).ShouldNotBeEmpty(node.Name);
        }
    }

    [Theory]
    [InlineData("172.30.129.131/24")]
    [InlineData("fd00::131/64")]
    public void A_node_alone_speaks_to_the_virtual_address(string address)
    {
        IPNetworkAddress.TryParse(address, out var parsed).ShouldBeTrue();
        var plan = Planner.Plan(new GoldenCase("unicast-alone").Snapshot());
        plan = plan with { Router = plan.Router with { Addresses = [parsed], Version = parsed.IsIPv6 ? 3 : 2 } };
        Peers(KeepalivedRenderer.Render(plan, plan.Datacenters[0], plan.Datacenters[0].Nodes[0])).ShouldBe([parsed.Address]);
    }

    private static IPAddress[] Peers(string text) =>
    [
        .. text.Split('\n').Select(line => line.Trim()).SkipWhile(line => line != "unicast_peer {").Skip(1).TakeWhile(line => line != "}")
            .Where(line => !line.StartsWith('#')).Select(IPAddress.Parse),
    ];
}
