using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Tests.Gathering;

public sealed class GathererTests : IDisposable
{
    private const string Leases = "kube-node-lease";

    private readonly Cluster _cluster = Cluster.WithRecipe();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task The_picture_holds_what_the_balancer_depends_on()
    {
        _cluster.Client.Set(new V1Secret { Metadata = new V1ObjectMeta { Name = "other", Namespace = Cluster.Namespace } });
        var snapshot = (await GatherAsync())!;
        snapshot.Balancer.Metadata.Name.ShouldBe(Cluster.Balancer);
        snapshot.OtherBalancers.ShouldBeEmpty();
        snapshot.Nodes.Select(node => node.Metadata.Name).ShouldBe(["node-a", "node-b"]);
        snapshot.Secrets.Keys.ShouldBe(["mail-stats", "mail-vrrp"], ignoreOrder: true);
        snapshot.Now.ShouldBe(_cluster.Time.Now);
    }

    [Fact]
    public async Task Other_balancers_are_told_apart()
    {
        var other = Samples.Balancer();
        other.Metadata.Name = "other";
        _cluster.Client.Set(other);
        _cluster.Client.Set(Samples.Pod("node-a", "dc1", Names.Haproxy));
        _cluster.Client.Set(Samples.Report("node-a", "dc1"));
        _cluster.Synchronize();

        (await GatherAsync())!.OtherBalancers.Select(balancer => balancer.Balancer.Metadata.Name).ShouldBe(["other"]);
        (await GatherAsync())!.Pods.Length.ShouldBe(1);
        var theirs = (await _cluster.Gatherer.GatherAsync(new NamespacedName(Cluster.Namespace, "other"), CancellationToken.None))!;
        theirs.Pods.ShouldBeEmpty();
        theirs.Reports.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_known_of_another_balancer_is_kept_until_it_changes()
    {
        var other = Samples.Balancer();
        other.Metadata.Name = "other";
        _cluster.Client.Set(other);
        var before = (await GatherAsync())!.OtherBalancers.ShouldHaveSingleItem();
        (await _cluster.Gatherer.GatherAsync(Cluster.Key, CancellationToken.None))!.OtherBalancers.ShouldHaveSingleItem().ShouldBeSameAs(before);
        _cluster.Client.Edit<ExchangeBalancer>("other", balancer => balancer.Spec.Vip.VirtualRouterID = 7);
        (await GatherAsync())!.OtherBalancers.ShouldHaveSingleItem().Balancer.Spec.Vip.VirtualRouterID.ShouldBe(7);
    }

    [Fact]
    public async Task A_balancer_that_is_gone_or_going_gives_no_picture()
    {
        _cluster.Client.Edit<ExchangeBalancer>(Cluster.Balancer, balancer => balancer.Metadata.DeletionTimestamp = DateTime.UnixEpoch);
        (await GatherAsync()).ShouldBeNull();
        _cluster.Client.Remove<ExchangeBalancer>(Cluster.Balancer);
        (await GatherAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Leases_are_not_asked_for_with_one_claim()
    {
        _cluster.Claim("node-a", "dc1", _cluster.Time.Now);
        (await GatherAsync())!.NodeLeaseRenewals.ShouldBeEmpty();
        _cluster.Client.Gets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Leases_of_the_nodes_that_claim_are_asked_for_with_two()
    {
        _cluster.Client.Set(new V1Lease { Metadata = new V1ObjectMeta { Name = "node-a", Namespace = Leases }, Spec = new V1LeaseSpec { RenewTime = MicroTime.Format(_cluster.Time.Now) } });
        _cluster.Claim("node-a", "dc1", _cluster.Time.Now);
        _cluster.Claim("node-b", "dc2", _cluster.Time.Now);
        var snapshot = (await GatherAsync())!;
        _cluster.Client.Gets.ShouldBe([new(Leases, "node-a"), new(Leases, "node-b")]);
        // a node without a Lease says nothing of itself
        snapshot.NodeLeaseRenewals.ShouldBe([KeyValuePair.Create("node-a", _cluster.Time.Now)]);
    }

    private Task<ClusterSnapshot?> GatherAsync()
    {
        _cluster.Synchronize();
        return _cluster.Gatherer.GatherAsync(Cluster.Key, CancellationToken.None);
    }
}
