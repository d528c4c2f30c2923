using ExchangeHA.Balancing.Haproxy;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;

namespace ExchangeHA.Balancing.Tests.Haproxy;

public sealed class PeersSectionTests
{
    /// <summary>A rule by an acl that no line defines is an error to haproxy (found by the fuzzer).</summary>
    [Fact]
    public void A_datacenter_without_a_node_shares_with_nobody()
    {
        var plan = Planner.Plan(new GoldenCase("peers").Snapshot() with { Nodes = [] });

        var text = HaproxyRenderer.Render(plan, plan.Datacenters[0]);

        text.ShouldContain("localpeer exchange-ha\n");
        text.ShouldNotContain("exchange-ha-peers");
    }
}
