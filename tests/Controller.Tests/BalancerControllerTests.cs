using System.Text;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Queues;

namespace ExchangeHA.Controller.Tests;

public sealed class BalancerControllerTests : IDisposable
{
    private static readonly string[] Daemons = ["mail-dc1-haproxy", "mail-dc1-keepalived", "mail-dc2-haproxy", "mail-dc2-keepalived"];

    private readonly Cluster _cluster = Cluster.WithRecipe();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task The_recipe_comes_to_all_of_its_objects()
    {
        (await _cluster.ReconcileAsync()).ShouldBe(ReconciliationResult.Done);

        _cluster.Client.All<V1DaemonSet>().Select(value => value.Metadata.Name).ShouldBe(Daemons);
        _cluster.Client.All<V1ServiceAccount>().Select(value => value.Metadata.Name).ShouldBe(Daemons);
        _cluster.Client.All<V1Role>().Select(value => value.Metadata.Name).ShouldBe(Daemons);
        _cluster.Client.All<V1RoleBinding>().Select(value => value.Metadata.Name).ShouldBe(Daemons);
        _cluster.Client.All<V1Secret>().Select(value => value.Metadata.Name).ShouldBe([.. Daemons, "mail-stats", "mail-vrrp"]);
        _cluster.Client.All<BalancerNode>().Select(value => value.Metadata.Name).ShouldBe(["mail-node-a", "mail-node-b"]);
        _cluster.Client.All<V1DaemonSet>().ShouldAllBe(value => value.Metadata.OwnerReferences!.Single().Uid == _cluster.Uid);

        var secret = _cluster.Client.Find<V1Secret>("mail-dc1-keepalived")!.Data!;
        secret.Keys.ShouldBe(["keepalived.node-a.conf", "keepalived.node-a.conf.revision"]);
        Encoding.UTF8.GetString(secret["keepalived.node-a.conf.revision"]).ShouldBe(Revision.Of(Encoding.UTF8.GetString(secret["keepalived.node-a.conf"])));

        var status = _cluster.Client.Find<ExchangeBalancer>(Cluster.Balancer)!.Status!;
        (status.Vip, status.Nodes, status.Backends, status.Holder).ShouldBe(("172.30.129.131", "0/2", "0/4", null));
        _cluster.Condition("Accepted")!.Status.ShouldBe("True");
        _cluster.Condition("Reconciling")!.Message.ShouldContain("dc1/node-a");
    }

    [Fact]
    public async Task Of_a_resource_in_two_clusters_each_makes_its_own_datacenters_objects()
    {
        using var cluster = Cluster.WithRecipe("dc2");
        (await cluster.ReconcileAsync()).ShouldBe(ReconciliationResult.Done);

        cluster.Client.All<V1DaemonSet>().Select(value => value.Metadata.Name).ShouldBe(Daemons[2..]);
        cluster.Client.All<BalancerNode>().Select(value => value.Metadata.Name).ShouldBe(["mail-node-b"]);
        var status = cluster.Client.Find<ExchangeBalancer>(Cluster.Balancer)!.Status!;
        (status.Nodes, status.Backends).ShouldBe(("0/1", "0/2"));
    }

    [Fact]
    public async Task Nothing_is_written_when_nothing_has_changed()
    {
        await _cluster.ReconcileAsync();
        _cluster.Time.Now += TimeSpan.FromDays(1);
        (await _cluster.WritesOfReconcileAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not an address", "mail-vrrp")]
    [InlineData("172.30.129.131/24", "missing")]
    public async Task An_invalid_resource_changes_the_status_and_nothing_else(string address, string secret)
    {
        await _cluster.ReconcileAsync();
        _cluster.Client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer =>
        {
            balancer.Spec.Vip.Addresses = [address];
            balancer.Spec.Vip.Authentication!.SecretKeyRef.Name = secret;
            balancer.Spec.Datacenters.RemoveAt(1);
        });
        (await _cluster.WritesOfReconcileAsync()).ShouldBe([new Write("status", "ExchangeBalancer", "mail")]);
        _cluster.Condition("Accepted")!.Status.ShouldBe("False");
        _cluster.Condition("Stalled")!.Status.ShouldBe("True");
        _cluster.Client.All<V1DaemonSet>().Count.ShouldBe(4);
        (await _cluster.WritesOfReconcileAsync()).ShouldBeEmpty();
        (await _cluster.ReconcileAsync()).Failure.ShouldNotBeNull("it is not tried again before it changes").ShouldContain("spec.");
    }

    [Fact]
    public async Task A_deleted_balancer_is_left_to_the_garbage_collector()
    {
        await _cluster.ReconcileAsync();
        _cluster.Client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Metadata.DeletionTimestamp = DateTime.UnixEpoch);
        (await _cluster.WritesOfReconcileAsync()).ShouldBeEmpty();
        _cluster.Client.Remove<ExchangeBalancer>(Cluster.Balancer);
        (await _cluster.WritesOfReconcileAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_holder_is_told_to_give_way_when_the_other_nodes_wait_is_nearly_over_and_not_before()
    {
        await _cluster.ReconcileAsync();
        var began = _cluster.Time.Now;
        _cluster.Claim("node-b", "dc2", began);
        _cluster.StandBy("node-a", "dc1", began);

        (await _cluster.ReconcileAsync()).ShouldBe(ReconciliationResult.RequeueAfter(TimeSpan.FromSeconds(28)));
        File().ShouldNotContain("gives-way-to");
        _cluster.Time.Now = began.AddSeconds(28);
        await _cluster.ReconcileAsync();
        File().ShouldContain("# gives-way-to: dc1/node-a ");

        _cluster.Claim("node-a", "dc1", began.AddSeconds(29));
        _cluster.StandBy("node-b", "dc2", began.AddSeconds(29));
        await _cluster.ReconcileAsync();
        File().ShouldNotContain("gives-way-to");

        string File() => System.Text.Encoding.UTF8.GetString(_cluster.Client.Find<V1Secret>("mail-dc2-keepalived")!.Data!["keepalived.node-b.conf"]);
    }

    [Fact]
    public async Task The_controller_comes_back_when_a_move_would_have_ended_though_nothing_calls_for_it()
    {
        await _cluster.ReconcileAsync();
        _cluster.Claim("node-a", "dc1", _cluster.Time.Now);
        await _cluster.ReconcileAsync();
        _cluster.StandBy("node-a", "dc1", _cluster.Time.Now);

        (await _cluster.ReconcileAsync()).ShouldBe(ReconciliationResult.RequeueAfter(TimeSpan.FromSeconds(5)));
        _cluster.Time.Now += TimeSpan.FromSeconds(5);
        (await _cluster.ReconcileAsync()).ShouldBe(ReconciliationResult.Done);
    }

    [Fact]
    public async Task A_new_node_gets_its_own_file_and_report()
    {
        await _cluster.ReconcileAsync();
        _cluster.Client.Set(Samples.Node("node-c", "dc1", "172.30.129.13"));
        var writes = await _cluster.WritesOfReconcileAsync();
        writes.ShouldContain(new Write("apply", "BalancerNode", "mail-node-c"));
        writes.ShouldNotContain(write => write.Kind == "DaemonSet");
        _cluster.Client.Find<V1Secret>("mail-dc1-keepalived")!.Data!.Keys.ShouldContain("keepalived.node-c.conf");
    }

    [Fact]
    public async Task A_datacenter_that_is_gone_from_the_resource_takes_its_objects_along()
    {
        await _cluster.ReconcileAsync();
        _cluster.Client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Spec.Datacenters.RemoveAt(1));
        await _cluster.ReconcileAsync();
        _cluster.Client.All<V1DaemonSet>().Select(value => value.Metadata.Name).ShouldBe(Daemons[..2]);
        _cluster.Client.All<BalancerNode>().Select(value => value.Metadata.Name).ShouldBe(["mail-node-a"]);
    }

    [Fact]
    public async Task A_child_without_its_labels_gets_them_back()
    {
        await _cluster.ReconcileAsync();
        _cluster.Client.Edit<V1DaemonSet>("mail-dc1-haproxy", set => set.Metadata.Labels = null);
        (await _cluster.WritesOfReconcileAsync()).ShouldBe([new Write("apply", "DaemonSet", "mail-dc1-haproxy")]);
        _cluster.Client.Find<V1DaemonSet>("mail-dc1-haproxy")!.Metadata.Labels![Names.BalancerLabel].ShouldBe(Cluster.Balancer);
    }

    [Fact]
    public async Task The_status_is_told_also_when_something_could_not_be_applied()
    {
        var foreign = _cluster.Client.Set(new V1Secret { Metadata = new V1ObjectMeta { Name = "mail-dc1-haproxy", Namespace = Cluster.Namespace } });
        await Should.ThrowAsync<ForeignObjectException>(() => _cluster.ReconcileAsync());
        _cluster.Client.Find<V1Secret>("mail-dc1-haproxy")!.Metadata.ResourceVersion.ShouldBe(foreign.Metadata.ResourceVersion);
        _cluster.Client.Find<ExchangeBalancer>(Cluster.Balancer)!.Status!.ObservedGeneration.ShouldBe(1);
    }

    [Fact]
    public async Task One_pod_of_an_old_template_is_replaced_at_a_time()
    {
        await _cluster.ReconcileAsync();
        foreach (var name in Daemons)
            _cluster.Client.Edit<V1DaemonSet>(name, set => set.Status = new V1DaemonSetStatus { ObservedGeneration = set.Metadata.Generation, DesiredNumberScheduled = 1, CurrentNumberScheduled = 1 });
        _cluster.Client.Set(Samples.Pod("node-a", "dc1", Names.Haproxy, "old"));
        _cluster.Client.Set(Samples.Pod("node-b", "dc2", Names.Haproxy, "old"));
        // node-a holds the address: the standby goes first
        _cluster.Claim("node-a", "dc1", _cluster.Time.Now);
        _cluster.Client.Edit<V1Pod>("keepalived-node-a", pod => pod.Metadata.Annotations![Names.TemplateHash] = TemplateOf("mail-dc1-keepalived"));

        (await _cluster.WritesOfReconcileAsync()).Where(write => write.Verb == "delete").ShouldBe([new Write("delete", "Pod", "haproxy-node-b")]);
        _cluster.Condition("Reconciling")!.Message.ShouldContain("2 pods to replace");

        // its successor is on its way
        _cluster.Client.Edit<V1DaemonSet>("mail-dc2-haproxy", set => set.Status!.CurrentNumberScheduled = 0);
        (await _cluster.WritesOfReconcileAsync()).ShouldNotContain(write => write.Verb == "delete");

        _cluster.Client.Edit<V1DaemonSet>("mail-dc2-haproxy", set => set.Status!.CurrentNumberScheduled = 1);
        _cluster.Client.Set(Samples.Pod("node-b", "dc2", Names.Haproxy, TemplateOf("mail-dc2-haproxy")));
        (await _cluster.WritesOfReconcileAsync()).Where(write => write.Verb == "delete").ShouldBe([new Write("delete", "Pod", "haproxy-node-a")]);
    }

    [Fact]
    public async Task It_looks_again_while_a_claim_is_being_verified()
    {
        await _cluster.ReconcileAsync();
        _cluster.Claim("node-a", "dc1", _cluster.Time.Now - TimeSpan.FromMinutes(1));
        _cluster.Claim("node-b", "dc2", _cluster.Time.Now);
        (await _cluster.ReconcileAsync()).Requeue.ShouldNotBeNull();
        _cluster.Condition("VipAssigned")!.Reason.ShouldBe("Verifying");

        _cluster.Time.Now += TimeSpan.FromMinutes(1);
        (await _cluster.ReconcileAsync()).ShouldBe(ReconciliationResult.Done);
        _cluster.Client.Find<ExchangeBalancer>(Cluster.Balancer)!.Status!.Holder.ShouldBe("dc2/node-b");
    }

    private string TemplateOf(string daemonSet) => _cluster.Client.Find<V1DaemonSet>(daemonSet)!.Spec!.Template!.Metadata!.Annotations![Names.TemplateHash];
}
