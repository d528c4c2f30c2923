using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Status;

namespace ExchangeHA.Balancing.Tests.Status;

/// <summary>dc1 alone is in this cluster; dc2 is in another, whose operator serves it.</summary>
public sealed class OneClusterPerDatacenterTests
{
    private readonly World _world = new() { Datacenter = "dc1" };

    public OneClusterPerDatacenterTests()
    {
        foreach (var other in new[] { "c", "d" })
        {
            _world.Nodes.Remove(other);
            _world.Pods.Remove($"haproxy-{other}");
            _world.Pods.Remove($"keepalived-{other}");
        }

        var all = _world.Rendered;
        _world.Rendered = new RenderedConfiguration { Haproxy = all.Haproxy.Remove("dc2"), Keepalived = all.Keepalived.Remove("dc2") };
    }

    [Fact]
    public void What_is_counted_is_this_clusters_own()
    {
        var status = _world.Status();

        (status.Holder, status.Backends, status.Nodes).ShouldBe(("dc1/node-a", "2/2", "2/2"));
        _world.Condition("Ready")!.Reason.ShouldBe("Serving");
    }

    [Fact]
    public void A_router_that_stands_by_hears_the_other_clusters()
    {
        _world.Vrrp("a", VrrpState.BACKUP, World.Time);

        _world.Status().Holder.ShouldBeNull();
        (_world.Condition("VipAssigned")!.Status, _world.Condition("VipAssigned")!.Reason).ShouldBe(("True", "HeldElsewhere"));
        (_world.Condition("Ready")!.Status, _world.Condition("Ready")!.Reason).ShouldBe(("True", "HeldElsewhere"));
    }

    [Fact]
    public void A_moment_after_a_change_in_this_cluster_it_is_not_known_yet()
    {
        // haproxy died on node-a, and node-b takes over in the next second
        _world.Vrrp("a", VrrpState.FAULT, "2026-01-01T12:09:59.500000Z");
        _world.Observe().Holder.ShouldSatisfyAllConditions(holder => holder.State.ShouldBe(HolderState.NoHolder), holder => holder.IsUncertain.ShouldBeTrue());

        _world.Now += TimeSpan.FromSeconds(10);
        _world.Observe().Holder.ShouldSatisfyAllConditions(holder => holder.State.ShouldBe(HolderState.HeldElsewhere), holder => holder.IsUncertain.ShouldBeFalse());
    }

    [Fact]
    public void Where_none_may_hold_it_nothing_is_known_of_the_other_cluster()
    {
        _world.Vrrp("a", VrrpState.FAULT, World.Time);
        _world.Vrrp("b", VrrpState.FAULT, World.Time);

        _world.Condition("VipAssigned")!.Reason.ShouldBe("NoHolder");
        _world.Condition("Ready")!.Status.ShouldBe("False");
    }

    [Fact]
    public void What_is_wrong_here_is_told_while_the_other_cluster_serves()
    {
        _world.Vrrp("a", VrrpState.BACKUP, World.Time);
        _world.Server("exch1", ServerState.Down, "L4CON");

        var ready = _world.Condition("Ready")!;
        (ready.Status, ready.Reason).ShouldBe(("True", "Degraded"));
        ready.Message.ShouldStartWith("A node of another cluster serves, but dc1/exch1: ");
    }

    [Fact]
    public void That_the_address_moved_there_is_no_warning()
    {
        var before = _world.Observe();
        _world.Vrrp("a", VrrpState.BACKUP, World.Time);
        var after = _world.Observe();

        var moment = Moments.Between(before, after).ShouldHaveSingleItem();
        (moment.Reason, moment.Note).ShouldBe(("AddressMoved", "The address moved from dc1/node-a to a node of another cluster."));
        Moments.Between(after, before).ShouldHaveSingleItem().Note.ShouldBe("dc1/node-a took the address.");
    }

    [Fact]
    public void One_resource_in_one_cluster_knows_of_no_other()
    {
        _world.Datacenter = null;
        _world.Vrrp("a", VrrpState.BACKUP, World.Time);

        _world.Condition("VipAssigned")!.Reason.ShouldBe("NoHolder");
    }
}
