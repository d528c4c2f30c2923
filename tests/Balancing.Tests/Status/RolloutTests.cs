using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Tests.Status;

public sealed class RolloutTests
{
    private readonly World _world = new() { Rendered = World.Render("newer") };

    [Fact]
    public void The_holders_datacenter_waits_for_the_standby()
    {
        _world.Rollout().HeldBack.ShouldBe(["dc1"]);
    }

    [Fact]
    public void The_holders_datacenter_follows_once_every_standby_agent_has_verified()
    {
        _world.Nodes["c"].Status!.Haproxy!.Revision = _world.Rendered.Haproxy["dc2"].Revision;
        _world.Rollout().HeldBack.ShouldBe(["dc1"]);

        _world.Nodes["d"].Status!.Haproxy!.Revision = _world.Rendered.Haproxy["dc2"].Revision;
        _world.Rollout().HeldBack.ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_on_the_standby_stops_the_rollout()
    {
        foreach (var node in new[] { "c", "d" })
            _world.Nodes[node].Status!.Haproxy!.Refused = new RefusedConfiguration(_world.Rendered.Haproxy["dc2"].Revision, "no");

        _world.Rollout().HeldBack.ShouldBe(["dc1"]);
        _world.Rollout().Refusals.Length.ShouldBe(2);
    }

    [Fact]
    public void A_datacenter_without_a_ready_agent_is_skipped_and_named()
    {
        _world.Unready("c");
        _world.Unready("d");

        _world.Rollout().HeldBack.ShouldBeEmpty();
        _world.Rollout().Skipped.ShouldBe(["dc2"]);
    }

    [Fact]
    public void Without_a_holder_nothing_waits()
    {
        _world.Vrrp("a", VrrpState.BACKUP, World.Time);

        _world.Rollout().HeldBack.ShouldBeEmpty();
    }

    [Fact]
    public void A_keepalived_configuration_holds_nothing_back_but_is_pending()
    {
        _world.Rendered = World.Render("new");
        _world.Nodes["c"].Status!.Vrrp!.Revision = "old";

        _world.Rollout().HeldBack.ShouldBeEmpty();
        _world.Rollout().Pending.ShouldBe(["dc2/node-c: keepalived"]);
    }
}
