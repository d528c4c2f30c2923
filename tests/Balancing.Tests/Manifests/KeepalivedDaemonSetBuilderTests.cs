using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class KeepalivedDaemonSetBuilderTests
{
    private readonly BalancerPlan _plan = Sample.Plan();

    [Fact]
    public void Only_keepalived_and_its_agent_may_change_the_network() =>
        Build().ShouldHaveCapabilities(("stage", []), ("keepalived", ["NET_ADMIN", "NET_RAW"]), ("agent", ["NET_ADMIN"]));

    [Fact]
    public void The_address_is_handed_over_before_keepalived_stops() => Build().Container("keepalived").ShouldHandOver("keepalived");

    [Fact]
    public void It_belongs_to_its_datacenter_and_its_agent_can_signal_keepalived()
    {
        var set = Build();
        set.Metadata.ShouldBelongTo(Sample.Keepalived);
        set.Spec!.UpdateStrategy!.Type.ShouldBe("OnDelete");
        set.Spec.Template!.Spec!.ShareProcessNamespace.ShouldBe(true);
    }

    [Fact]
    public void Keepalived_is_launched_with_care()
    {
        var command = Build().Container("keepalived").Command!;
        command[..2].ShouldBe(["/bin/sh", "-c"]);
        command[3..8].ShouldBe(["/run/exchange-ha", "/usr/local/bin/exchange-ha", "agent", "keepalived", "--launch"]);
    }

    [Fact]
    public void Every_container_can_write_below_run()
    {
        foreach (var container in Build().AllContainers())
        {
            var paths = container.VolumeMounts!.Select(mount => mount.MountPath).ToList();
            // the outer mount comes first, or it would hide the inner one
            paths.IndexOf("/run").ShouldBe(0, container.Name);
            paths.ShouldContain("/run/exchange-ha", container.Name);
        }
    }

    [Fact]
    public void Probes_ask_on_loopback() => Build().Container("agent").ShouldBeAskedOnLoopback(_plan.Ports.KeepalivedAgent, "/livez", "/readyz");

    [Fact]
    public void Nobody_restarts_keepalived_because_of_a_probe()
    {
        var keepalived = Build().Container("keepalived");
        keepalived.LivenessProbe.ShouldBeNull();
        keepalived.ReadinessProbe.ShouldBeNull();
    }

    [Fact]
    public void A_change_of_configuration_replaces_no_pod()
    {
        var snapshot = Sample.Snapshot();
        snapshot.Balancer.Spec.Datacenters[0].Priority = 42;
        snapshot.Balancer.Spec.Vip.Addresses = ["172.30.129.132/24"];
        var plan = Planner.Plan(snapshot);
        KeepalivedDaemonSetBuilder.Build(plan, plan.Datacenters[0], Sample.Owner, Sample.Settings).TemplateHash().ShouldBe(Build().TemplateHash());
    }

    private V1DaemonSet Build() => KeepalivedDaemonSetBuilder.Build(_plan, _plan.Datacenters[0], Sample.Owner, Sample.Settings);
}
