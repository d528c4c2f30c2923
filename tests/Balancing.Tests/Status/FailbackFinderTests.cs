using System.Globalization;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Status;

namespace ExchangeHA.Balancing.Tests.Status;

public sealed class FailbackFinderTests
{
    private static readonly DateTimeOffset Began = DateTimeOffset.Parse(World.Time, CultureInfo.InvariantCulture);
    private readonly World _world = new();

    public FailbackFinderTests()
    {
        _world.Balancer.Spec.Vip.Preemption.Delay = "30s";
        _world.Vrrp("a", VrrpState.BACKUP, World.Time);
        _world.Vrrp("b", VrrpState.FAULT, World.Time);
        _world.Vrrp("c", VrrpState.MASTER, World.Time);
    }

    [Fact]
    public void The_holder_gives_way_shortly_before_keepalived_would_preempt() =>
        Find().ShouldBe(new Failback("node-c", "dc1/node-a 1767268800000", Began + TimeSpan.FromSeconds(28)));

    [Fact]
    public void Without_a_delay_it_gives_way_at_once()
    {
        _world.Balancer.Spec.Vip.Preemption.Delay = "0s";

        Find()!.Due.ShouldBe(Began);
    }

    [Fact]
    public void The_node_that_stands_by_for_longest_takes_it_and_each_wait_has_its_own_name()
    {
        var first = Find()!;
        _world.Vrrp("b", VrrpState.BACKUP, "2026-01-01T12:00:01.000000Z");
        Find().ShouldBe(first);
        _world.Vrrp("a", VrrpState.BACKUP, "2026-01-01T12:00:02.000000Z");

        Find()!.To.ShouldBe("dc1/node-b 1767268801000");
    }

    [Theory]
    [InlineData(VrrpState.FAULT)]
    [InlineData(VrrpState.INIT)]
    [InlineData(VrrpState.MASTER)]
    public void Nobody_gives_way_to_a_node_that_does_not_stand_by(VrrpState state)
    {
        _world.Vrrp("a", state, World.Time);

        Find().ShouldBeNull();
    }

    [Fact]
    public void Nor_to_one_that_is_not_ready()
    {
        _world.Unready("a");

        Find().ShouldBeNull();
    }

    [Fact]
    public void Nor_where_the_address_is_not_to_go_back()
    {
        _world.Balancer.Spec.Vip.Preemption.Enabled = false;

        Find().ShouldBeNull();
    }

    [Fact]
    public void Nor_within_a_datacenter_or_to_a_lower_priority()
    {
        _world.Vrrp("a", VrrpState.MASTER, World.Time);
        _world.Vrrp("b", VrrpState.BACKUP, World.Time);
        _world.Vrrp("c", VrrpState.BACKUP, World.Time);

        Find().ShouldBeNull();
    }

    [Fact]
    public void Nor_where_nobody_holds_the_address()
    {
        _world.Vrrp("c", VrrpState.FAULT, World.Time);

        Find().ShouldBeNull();
    }

    [Fact]
    public void The_order_is_in_the_holders_file_alone_and_reloads_nothing()
    {
        var ordered = Planner.Plan(_world.Snapshot() with { Failback = Find() }).Datacenters.SelectMany(datacenter => datacenter.Nodes).ToDictionary(node => node.Name, node => node.GivesWayTo, StringComparer.Ordinal);

        ordered.Where(node => node.Value is not null).ShouldBe([new("node-c", "dc1/node-a 1767268800000")]);
    }

    private Failback? Find() => FailbackFinder.Find(_world.Observe(), _world.Snapshot());
}
