using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Golden;

/// <summary>The two balancers of an active-active pair are in nobody's way, least of all each other's.</summary>
public sealed class ActiveActiveTests
{
    [Fact]
    public void Two_balancers_on_the_same_nodes_are_both_valid()
    {
        var (first, second) = (new GoldenCase("active-active-dc1").Snapshot(), new GoldenCase("active-active-dc2").Snapshot());

        Findings(first, second.Balancer).ShouldBeEmpty();
        Findings(second, first.Balancer).ShouldBeEmpty();
    }

    [Fact]
    public void They_share_no_port_of_their_own()
    {
        Ports[] both = [Planner.Plan(new GoldenCase("active-active-dc1").Snapshot()).Ports, Planner.Plan(new GoldenCase("active-active-dc2").Snapshot()).Ports];

        both.SelectMany(ports => new[] { ports.Health, ports.HaproxyAgent, ports.KeepalivedAgent, ports.MailRelay, ports.Peers }).ShouldBeUnique();
    }

    private static ImmutableArray<Finding> Findings(ClusterSnapshot snapshot, ExchangeBalancer other) => Validator.Validate(snapshot with { OtherBalancers = [new OtherBalancer(other)] });
}
