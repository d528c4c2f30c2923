using System.Text;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class ManifestBuilderTests
{
    private static readonly string[] Daemons = ["mail-dc1-haproxy", "mail-dc1-keepalived", "mail-dc2-haproxy", "mail-dc2-keepalived"];

    private readonly ClusterSnapshot _snapshot = Sample.Snapshot();

    [Fact]
    public void Each_daemon_of_each_datacenter_has_its_objects()
    {
        var set = Build();
        Names(set.DaemonSets).ShouldBe(Daemons);
        Names(set.Secrets).ShouldBe(Daemons);
        Names(set.ServiceAccounts).ShouldBe(Daemons);
        Names(set.Roles).ShouldBe(Daemons);
        Names(set.RoleBindings).ShouldBe(Daemons);
        Names(set.BalancerNodes).ShouldBe(["mail-node-a", "mail-node-b"]);
    }

    [Fact]
    public void Each_secret_holds_its_own_daemons_files()
    {
        var set = Build();
        set.Secrets.Select(secret => string.Join(' ', secret.Data!.Keys)).ShouldBe(
        [
            "haproxy.cfg haproxy.cfg.revision", "keepalived.node-a.conf keepalived.node-a.conf.revision",
            "haproxy.cfg haproxy.cfg.revision", "keepalived.node-b.conf keepalived.node-b.conf.revision",
        ]);
        Encoding.UTF8.GetString(set.Secrets[2].Data!["haproxy.cfg"]).ShouldContain("exch3.domain.com");
    }

    [Fact]
    public void A_datacenter_without_nodes_has_its_objects_too()
    {
        var set = ManifestBuilder.Build(_snapshot.Balancer, Planner.Plan(_snapshot with { Nodes = [] }), ConfigurationRenderer.Render(Planner.Plan(_snapshot with { Nodes = [] })), Sample.Settings);
        Names(set.DaemonSets).ShouldBe(Daemons);
        set.BalancerNodes.ShouldBeEmpty();
    }

    [Fact]
    public void No_role_reads_the_secret_of_another_daemon() =>
        Build().Roles.ShouldAllBe(role => role.Rules!.Where(rule => rule.Resources!.Contains("secrets")).All(rule => rule.ResourceNames!.SequenceEqual(new[] { role.Metadata.Name! })));

    private ManifestSet Build()
    {
        var plan = Planner.Plan(_snapshot);
        return ManifestBuilder.Build(_snapshot.Balancer, plan, ConfigurationRenderer.Render(plan), Sample.Settings);
    }

    private static IEnumerable<string?> Names(IEnumerable<IKubernetesObject> values) => values.Select(value => value.Metadata.Name);
}
