using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Status;

public sealed class StatusBuilderTests
{
    private readonly World _world = new();

    [Fact]
    public void Everything_well_is_Serving_with_the_columns_full()
    {
        var status = _world.Status();

        status.ObservedGeneration.ShouldBe(3);
        status.Vip.ShouldBe("172.30.129.131");
        status.Holder.ShouldBe("dc1/node-a");
        status.Backends.ShouldBe("4/4");
        status.Nodes.ShouldBe("4/4");
        status.Conditions!.Select(condition => (condition.Type, condition.Status, condition.Reason)).ShouldBe(
            [("Ready", "True", "Serving"), ("Accepted", "True", "Valid"), ("VipAssigned", "True", "Held"), ("BackendsHealthy", "True", "AllHealthy")]);
        status.Conditions!.ShouldAllBe(condition => condition.ObservedGeneration == 3);
    }

    [Fact]
    public void A_server_down_is_Degraded_and_named()
    {
        _world.Server("exch2", ServerState.Down, "L7STS/503");

        _world.Status().Backends.ShouldBe("3/4");
        _world.Condition("Ready")!.Reason.ShouldBe("Degraded");
        _world.Condition("BackendsHealthy")!.Message.ShouldBe("dc1/exch2: https down (L7STS/503), smtp down (L7STS/503).");
    }

    [Fact]
    public void A_server_that_is_wished_to_be_in_maintenance_is_no_trouble()
    {
        _world.Balancer.Spec.Datacenters[0].Backends[1].State = BackendState.Maintenance;
        _world.Server("exch2", ServerState.Maintenance, "");

        _world.Status().Backends.ShouldBe("3/4");
        _world.Condition("Ready")!.Reason.ShouldBe("Serving");
    }

    [Fact]
    public void A_node_whose_pods_are_not_ready_does_not_count_and_degrades()
    {
        _world.Unready("d");

        _world.Status().Nodes.ShouldBe("3/4");
        _world.Condition("Ready")!.Message.ShouldContain("dc2/node-d is not ready");
        _world.Condition("Reconciling").ShouldBeNull();
    }

    [Fact]
    public void A_datacenter_without_reports_is_told_of()
    {
        _world.Unready("c");
        _world.Unready("d");

        _world.Status().Backends.ShouldBe("2/4");
        _world.Condition("BackendsHealthy")!.Message.ShouldContain("dc2/exch3: no node reports");
    }

    [Fact]
    public void Nobody_holding_the_address_is_not_Ready()
    {
        _world.Vrrp("a", VrrpState.FAULT, World.Time);

        _world.Status().Holder.ShouldBeNull();
        _world.Condition("VipAssigned")!.Reason.ShouldBe("NoHolder");
        (_world.Condition("Ready")!.Status, _world.Condition("Ready")!.Reason).ShouldBe(("False", "NoHolder"));
    }

    [Fact]
    public void A_holder_without_a_healthy_server_is_not_Ready()
    {
        _world.Server("exch1", ServerState.Down, "");
        _world.Server("exch2", ServerState.Down, "");

        (_world.Condition("Ready")!.Status, _world.Condition("Ready")!.Reason).ShouldBe(("False", "NoHealthyServer"));
    }

    [Fact]
    public void A_holder_without_SMTP_serves_as_long_as_HTTPS_does()
    {
        foreach (var server in _world.Nodes["a"].Status!.Haproxy!.Servers!.Where(server => server.Service == "smtp"))
            server.State = ServerState.Down;

        (_world.Condition("Ready")!.Status, _world.Condition("Ready")!.Reason).ShouldBe(("True", "Serving"));
    }

    [Fact]
    public void Servers_that_are_all_drained_as_wished_are_no_trouble()
    {
        foreach (var backend in _world.Balancer.Spec.Datacenters.SelectMany(datacenter => datacenter.Backends))
            backend.State = BackendState.Drain;

        _world.Condition("BackendsHealthy")!.Status.ShouldBe("True");
    }

    [Fact]
    public void What_looks_wrong_on_a_node_is_told_and_refuses_nothing()
    {
        _world.Nodes["c"].Status!.Vrrp!.Warning = "172.30.192.131/24 lies in no network of ens192 (172.30.129.13/24).";

        var accepted = _world.Condition("Accepted")!;

        (accepted.Status, accepted.Reason).ShouldBe(("True", "Valid"));
        accepted.Message.ShouldBe("spec.vip.addresses: on dc2/node-c, 172.30.192.131/24 lies in no network of ens192 (172.30.129.13/24).");
    }

    [Fact]
    public void An_invalid_resource_is_refused_with_its_findings_and_the_columns_stay_true()
    {
        _world.Findings.Add(new Finding(Severity.Error, "spec.datacenters[1].priority", "101 is also the priority of dc1.", "Give each datacenter its own."));

        (_world.Condition("Accepted")!.Status, _world.Condition("Stalled")!.Status, _world.Condition("Ready")!.Status).ShouldBe(("False", "True", "False"));
        _world.Condition("Accepted")!.Message.ShouldBe("spec.datacenters[1].priority: 101 is also the priority of dc1. Give each datacenter its own.");
        _world.Status().Holder.ShouldBe("dc1/node-a");
        _world.Status().Nodes.ShouldBe("4/4");
    }

    [Fact]
    public void A_refused_configuration_stalls_and_quotes_the_node()
    {
        _world.Rendered = World.Render("newer");
        _world.Nodes["c"].Status!.Haproxy!.Refused = new RefusedConfiguration(_world.Rendered.Haproxy["dc2"].Revision, "unknown keyword 'x'");

        _world.Condition("Stalled")!.Message.ShouldContain("dc2/node-c: haproxy refused configuration");
        _world.Condition("Stalled")!.Message.ShouldContain("unknown keyword 'x'");
        _world.Condition("Ready")!.Status.ShouldBe("True");
    }

    [Fact]
    public void A_configuration_on_its_way_is_Reconciling()
    {
        _world.Rendered = World.Render("newer");

        _world.Condition("Reconciling")!.Message.ShouldContain("dc2/node-c: haproxy");
        _world.Condition("Ready")!.Reason.ShouldBe("Serving");
    }

    [Fact]
    public void A_node_that_never_reported_is_Reconciling()
    {
        _world.Nodes["b"].Status = null;

        _world.Condition("Reconciling")!.Message.ShouldContain("dc1/node-b: starting");
    }

    [Fact]
    public void The_time_of_a_condition_stays_while_its_status_stays_and_building_twice_gives_the_same()
    {
        _world.Balancer.Status = _world.Status();
        _world.Now += TimeSpan.FromMinutes(5);
        _world.Server("exch2", ServerState.Down, "L4TOUT");
        var later = _world.Status();

        later.Conditions!.Find(condition => condition.Type == "Ready")!.LastTransitionTime.ShouldBe(_world.Balancer.Status.Conditions!.Find(condition => condition.Type == "Ready")!.LastTransitionTime);
        later.Conditions!.Find(condition => condition.Type == "BackendsHealthy")!.LastTransitionTime.ShouldBe(_world.Now.UtcDateTime);
    }
}
