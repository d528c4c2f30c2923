using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class HaproxyDaemonSetBuilderTests
{
    private readonly BalancerPlan _plan = Sample.Plan();

    [Fact]
    public void Only_haproxy_may_bind_low_ports() =>
        Build().ShouldHaveCapabilities(("stage", []), ("haproxy", ["NET_BIND_SERVICE"]), ("agent", []));

    [Fact]
    public void It_belongs_to_its_datacenter()
    {
        var set = Build();
        set.Metadata.ShouldBelongTo(Sample.Haproxy);
        set.Spec!.UpdateStrategy!.Type.ShouldBe("OnDelete");
        set.Spec.Template!.Spec!.ShareProcessNamespace.ShouldBeNull();
    }

    [Fact]
    public void Haproxy_runs_in_the_foreground_as_master_and_worker() =>
        Build().Container("haproxy").Command.ShouldBe(["haproxy", "-W", "-db", "-S", "/run/exchange-ha/master.sock,level,admin", "-f", "/run/exchange-ha/haproxy.cfg"]);

    [Fact]
    public void Probes_ask_on_loopback()
    {
        var set = Build();
        set.Container("haproxy").ShouldBeAskedOnLoopback(_plan.Ports.Health, "/livez", "/livez");
        set.Container("agent").ShouldBeAskedOnLoopback(_plan.Ports.HaproxyAgent, "/livez", "/readyz");
        set.Container("stage").LivenessProbe.ShouldBeNull();
    }

    [Fact]
    public void The_address_is_handed_over_before_haproxy_stops() => Build().Container("haproxy").ShouldHandOver("haproxy");

    [Fact]
    public void Haproxy_itself_does_not_see_the_secret() =>
        Build().Container("haproxy").VolumeMounts!.Select(mount => mount.MountPath).ShouldBe(["/run/exchange-ha"]);

    [Fact]
    public void A_change_of_configuration_replaces_no_pod()
    {
        var before = Build().TemplateHash();
        var snapshot = Sample.Snapshot();
        snapshot.Balancer.Spec.Timeouts.Client = new("41m");
        snapshot.Balancer.Spec.Datacenters[0].Backends.RemoveAt(0);
        snapshot.Balancer.Spec.Datacenters[0].Priority = 42;
        var plan = Planner.Plan(snapshot);
        ConfigurationRenderer.Render(plan).Haproxy["dc1"].Revision.ShouldNotBe(ConfigurationRenderer.Render(_plan).Haproxy["dc1"].Revision);
        HaproxyDaemonSetBuilder.Build(plan, plan.Datacenters[0], Sample.Owner, Sample.Settings).TemplateHash().ShouldBe(before);
    }

    [Fact]
    public void Another_image_replaces_the_pods() =>
        HaproxyDaemonSetBuilder.Build(_plan, _plan.Datacenters[0], Sample.Owner, Sample.Settings with { NodeImage = "registry.example/node:2" }).TemplateHash().ShouldNotBe(Build().TemplateHash());

    private V1DaemonSet Build() => HaproxyDaemonSetBuilder.Build(_plan, _plan.Datacenters[0], Sample.Owner, Sample.Settings);
}
