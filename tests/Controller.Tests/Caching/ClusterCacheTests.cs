using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Tests.Caching;

public sealed class ClusterCacheTests : IDisposable
{
    private readonly Cluster _cluster = Cluster.WithRecipe();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void A_balancer_that_was_there_at_the_start_is_enqueued() => _cluster.Enqueued.ShouldContain(Cluster.Key);

    [Fact]
    public void A_status_write_enqueues_nobody() =>
        Enqueued(() => _cluster.Client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Status = new() { Holder = "dc1/node-a" })).ShouldBeEmpty();

    [Fact]
    public void A_change_of_the_resource_enqueues_it() =>
        Enqueued(() => _cluster.Client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Spec.Vip.VirtualRouterID = 7)).ShouldBe([Cluster.Key]);

    [Fact]
    public void A_deleted_balancer_is_enqueued() => Enqueued(() => _cluster.Client.Remove<ExchangeBalancer>(Cluster.Balancer)).ShouldBe([Cluster.Key]);

    [Fact]
    public void A_node_enqueues_the_balancer_that_selects_it() =>
        Enqueued(() => _cluster.Client.Edit<V1Node>("node-a", node => node.Spec = new V1NodeSpec { Unschedulable = true }, "")).ShouldBe([Cluster.Key]);

    [Fact]
    public void A_node_enqueues_the_balancer_that_selected_it() =>
        Enqueued(() => _cluster.Client.Edit<V1Node>("node-a", node => node.Metadata.Labels = null, "")).ShouldBe([Cluster.Key]);

    [Fact]
    public void A_node_that_no_balancer_selects_enqueues_nobody() =>
        Enqueued(() => _cluster.Client.Set(Samples.Node("node-c", "dc3", "172.30.129.13"))).ShouldBeEmpty();

    [Fact]
    public void A_balancer_that_cannot_be_read_keeps_no_change_from_the_others()
    {
        var broken = Samples.Balancer();
        (broken.Metadata.Name, broken.Spec) = ("broken", null!);
        _cluster.Client.Set(broken);
        _cluster.Synchronize();
        Enqueued(() => _cluster.Client.Edit<V1Secret>("mail-vrrp", secret => secret.Data!["password"] = [1])).ShouldBe([Cluster.Key]);
        Enqueued(() => _cluster.Client.Edit<V1Node>("node-a", node => node.Metadata.Labels = null, "")).ShouldBe([Cluster.Key]);
    }

    [Fact]
    public void A_password_enqueues_the_balancer_that_refers_to_it() =>
        Enqueued(() => _cluster.Client.Edit<V1Secret>("mail-vrrp", secret => secret.Data!["password"] = [1])).ShouldBe([Cluster.Key]);

    [Fact]
    public void A_secret_of_somebody_else_enqueues_nobody() =>
        Enqueued(() => _cluster.Client.Set(new V1Secret { Metadata = new V1ObjectMeta { Name = "other", Namespace = Cluster.Namespace } })).ShouldBeEmpty();

    [Fact]
    public void A_report_enqueues_its_balancer()
    {
        _cluster.Client.Set(Samples.Report("node-a", "dc1"));
        _cluster.Synchronize();
        Enqueued(() => _cluster.Client.Edit<BalancerNode>("mail-node-a", node => node.Status = new() { Vrrp = new() { State = VrrpState.MASTER } })).ShouldBe([Cluster.Key]);
    }

    [Fact]
    public void A_pods_readiness_enqueues_its_balancer_and_other_changes_do_not()
    {
        _cluster.Client.Set(Samples.Pod("node-a", "dc1", Names.Haproxy));
        _cluster.Synchronize();
        Enqueued(() => _cluster.Client.Edit<V1Pod>("haproxy-node-a", pod => pod.Status!.PodIP = "172.30.129.11")).ShouldBeEmpty();
        Enqueued(() => _cluster.Client.Edit<V1Pod>("haproxy-node-a", pod => pod.Status!.Conditions![0].Status = "False")).ShouldAllBe(key => key == Cluster.Key);
        _cluster.Enqueued.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_child_that_loses_its_labels_enqueues_the_balancer_it_belonged_to()
    {
        await _cluster.ReconcileAsync();
        _cluster.Synchronize();
        Enqueued(() => _cluster.Client.Edit<V1DaemonSet>("mail-dc1-haproxy", set => set.Metadata.Labels = null)).ShouldBe([Cluster.Key]);
    }

    private List<NamespacedName> Enqueued(Action change)
    {
        _cluster.Enqueued.Clear();
        change();
        _cluster.Synchronize();
        return _cluster.Enqueued;
    }
}
