using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Status;

namespace ExchangeHA.Balancing.Tests.Status;

public sealed class MomentsTests
{
    private readonly World _world = new();
    private readonly Observation _before;

    public MomentsTests() => _before = new World().Observe();

    [Fact]
    public void Nothing_changed_is_no_moment() => Reasons().ShouldBeEmpty();

    [Fact]
    public void The_address_moved()
    {
        _world.Vrrp("a", VrrpState.FAULT, World.Time);
        _world.Vrrp("c", VrrpState.MASTER, World.Time);

        Moments.Between(_before, _world.Observe()).Select(moment => moment.Note).ShouldBe(["The address moved from dc1/node-a to dc2/node-c."]);
    }

    [Fact]
    public void A_move_with_nobody_in_between_is_told_as_one()
    {
        var told = new ToldObservation(_before);
        _world.Vrrp("a", VrrpState.FAULT, World.Time);
        var between = told.Next(_world.Observe(), _world.Now);
        between.Due.ShouldBe(_world.Now + ToldObservation.MoveBound);
        Moments.Between(told.Observation, between.Observation).ShouldBeEmpty();

        _world.Vrrp("c", VrrpState.MASTER, World.Time);
        var after = between.Next(_world.Observe(), _world.Now + TimeSpan.FromSeconds(4));
        after.Due.ShouldBeNull();
        Moments.Between(between.Observation, after.Observation).Select(moment => moment.Note).ShouldBe(["The address moved from dc1/node-a to dc2/node-c."]);
    }

    [Fact]
    public void An_address_that_nobody_takes_is_told_when_a_move_would_have_ended_and_only_once()
    {
        var told = new ToldObservation(_before);
        _world.Vrrp("a", VrrpState.FAULT, World.Time);
        var observed = _world.Observe();
        var waiting = told.Next(observed, _world.Now).Next(observed, _world.Now + TimeSpan.FromSeconds(4.9));
        Moments.Between(told.Observation, waiting.Observation).ShouldBeEmpty();

        var lost = waiting.Next(observed, waiting.Due!.Value);
        Moments.Between(waiting.Observation, lost.Observation).ShouldHaveSingleItem().Note.ShouldBe("dc1/node-a gave the address up and no node holds it.");
        lost.Due.ShouldBeNull();
        Moments.Between(lost.Observation, lost.Next(observed, _world.Now + TimeSpan.FromHours(1)).Observation).ShouldBeEmpty();
    }

    [Fact]
    public void A_server_went_down_and_came_up()
    {
        _world.Server("exch3", ServerState.Down, "L4CON");
        var down = _world.Observe();

        Reasons().ShouldBe(["ServerDown"]);
        Moments.Between(down, _before).Select(moment => moment.Reason).ShouldBe(["ServerUp"]);
    }

    [Fact]
    public void A_server_that_is_wished_away_is_no_warning()
    {
        _world.Balancer.Spec.Datacenters[1].Backends[0].State = BackendState.Maintenance;
        _world.Server("exch3", ServerState.Maintenance, "");

        Reasons().ShouldBeEmpty();
    }

    [Fact]
    public void A_configuration_was_applied_and_another_refused()
    {
        _world.Nodes["a"].Status!.Haproxy!.Revision = "0123456789abcdef";
        _world.Nodes["c"].Status!.Haproxy!.Refused = new RefusedConfiguration("fedcba9876543210", "no such thing");

        Moments.Between(_before, _world.Observe()).Select(moment => moment.Note).ShouldBe(
            ["dc1/node-a runs haproxy configuration 012345.", "dc2/node-c refused haproxy configuration fedcba: no such thing"]);
    }

    [Fact]
    public void A_node_that_fell_silent_is_no_news_of_its_servers()
    {
        _world.Unready("c");
        _world.Unready("d");

        Reasons().ShouldBeEmpty();
    }

    [Fact]
    public void A_process_was_ended_with_its_connections()
    {
        _world.Nodes["a"].Status!.Haproxy!.EndedWorkers = 1;
        var first = _world.Observe();
        Moments.Between(_before, first).Select(moment => moment.Note).ShouldBe(["dc1/node-a ended its oldest haproxy process with the connections that it still had: changes had made more than 20."]);
        Moments.Between(first, first).ShouldBeEmpty();

        // an agent that came back counts from nothing
        _world.Nodes["a"].Status!.Haproxy!.EndedWorkers = null;
        Moments.Between(first, _world.Observe()).ShouldBeEmpty();
    }

    private IEnumerable<string> Reasons() => Moments.Between(_before, _world.Observe()).Select(moment => moment.Reason);
}
