using ExchangeHA.Balancing.Planning;
using ExchangeHA.Controller.Caching;
using ExchangeHA.Controller.Tests.Infrastructure;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Tests.Caching;

public sealed class ChangesTests
{
    [Fact]
    public void An_object_that_comes_or_goes_matters()
    {
        Changes.OfWish(null, Samples.Balancer()).ShouldBeTrue();
        Changes.OfWish(Samples.Balancer(), null).ShouldBeTrue();
        Changes.OfPod(null, Pod()).ShouldBeTrue();
        Changes.OfPod(Pod(), null).ShouldBeTrue();
        Changes.OfNode(null, Node()).ShouldBeTrue();
        Changes.OfNode(Node(), null).ShouldBeTrue();
    }

    [Fact]
    public void A_status_write_does_not_matter()
    {
        var (before, after) = (Samples.Balancer(), Samples.Balancer());
        after.Metadata.ResourceVersion = "2";
        after.Status = new() { Holder = "dc1/node-a" };
        Changes.OfWish(before, after).ShouldBeFalse();
    }

    public static TheoryData<string, Action<V1ObjectMeta>> Wishes => new()
    {
        { "generation", metadata => metadata.Generation = 2 },
        { "uid", metadata => metadata.Uid = "other" },
        { "deletion", metadata => metadata.DeletionTimestamp = DateTime.UnixEpoch },
        { "label", metadata => metadata.Labels = Map("a", "b") },
        { "annotation", metadata => metadata.Annotations = Map("a", "b") },
    };

    [Theory]
    [MemberData(nameof(Wishes))]
    public void A_change_of_what_is_wished_for_matters(string what, Action<V1ObjectMeta> change)
    {
        var (before, after) = (Samples.Balancer(), Samples.Balancer());
        change(after.Metadata);
        Changes.OfWish(before, after).ShouldBeTrue(what);
        Changes.OfWish(after, before).ShouldBeTrue(what);
    }

    [Fact]
    public void Another_value_of_the_same_label_matters()
    {
        var (before, after) = (Samples.Balancer(), Samples.Balancer());
        (before.Metadata.Labels, after.Metadata.Labels) = (Map("a", "b"), Map("a", "c"));
        Changes.OfWish(before, after).ShouldBeTrue();
        after.Metadata.Labels = Map("b", "b");
        Changes.OfWish(before, after).ShouldBeTrue();
    }

    [Fact]
    public void A_kubelets_heartbeat_does_not_matter()
    {
        var (before, after) = (Node(), Node());
        before.Status!.Conditions = [new V1NodeCondition { Type = "MemoryPressure", Status = "False" }];
        after.Status!.Conditions = [new V1NodeCondition { Type = "MemoryPressure", Status = "Unknown" }];
        after.Metadata.ResourceVersion = "2";
        after.Metadata.Annotations = Map("volumes.kubernetes.io/controller-managed-attach-detach", "true");
        after.Status.Addresses!.Add(new V1NodeAddress { Type = "Hostname", Address = "node-a" });
        Changes.OfNode(before, after).ShouldBeFalse();
    }

    public static TheoryData<string, Action<V1Node>> NodeChanges => new()
    {
        { "cordoned", node => node.Spec = new V1NodeSpec { Unschedulable = true } },
        { "label", node => node.Metadata.Labels!["topology.kubernetes.io/zone"] = "dc2" },
        { "stand down", node => node.Metadata.Annotations = Map(Names.StandDown, "true") },
        { "address", node => node.Status!.Addresses![0].Address = "172.30.129.99" },
        { "no status", node => node.Status = null },
    };

    [Theory]
    [MemberData(nameof(NodeChanges))]
    public void A_change_of_a_node_that_a_plan_is_made_from_matters(string what, Action<V1Node> change)
    {
        var after = Node();
        change(after);
        Changes.OfNode(Node(), after).ShouldBeTrue(what);
    }

    [Fact]
    public void A_pods_readiness_matters_and_its_other_conditions_do_not()
    {
        var after = Pod();
        after.Status!.Conditions!.Add(new V1PodCondition { Type = "ContainersReady", Status = "False" });
        Changes.OfPod(Pod(), after).ShouldBeFalse();
        after.Status.Conditions[0].Status = "False";
        Changes.OfPod(Pod(), after).ShouldBeTrue();
    }

    [Fact]
    public void A_pods_end_and_its_node_matter()
    {
        var (ending, placed) = (Pod(), Pod());
        ending.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        placed.Spec!.NodeName = "node-b";
        Changes.OfPod(Pod(), ending).ShouldBeTrue();
        Changes.OfPod(Pod(), placed).ShouldBeTrue();
    }

    public static TheoryData<string, Action<V1DaemonSet>> DaemonSetChanges => new()
    {
        { "spec", set => set.Metadata.Generation = 8 },
        { "label", set => set.Metadata.Labels = Map(Names.BalancerLabel, "other") },
        { "owner", set => set.Metadata.OwnerReferences = [] },
        { "seen by its controller", set => set.Status!.ObservedGeneration = 8 },
        { "pods wished for", set => set.Status!.DesiredNumberScheduled = 3 },
        { "pods made", set => set.Status!.CurrentNumberScheduled = 1 },
        { "no status", set => set.Status = null },
    };

    [Theory]
    [MemberData(nameof(DaemonSetChanges))]
    public void A_change_of_a_DaemonSet_that_decides_about_pods_matters(string what, Action<V1DaemonSet> change)
    {
        var after = DaemonSet();
        change(after);
        Changes.OfDaemonSet(DaemonSet(), after).ShouldBeTrue(what);
    }

    [Fact]
    public void How_many_pods_of_a_DaemonSet_are_ready_does_not_matter()
    {
        var after = DaemonSet();
        after.Metadata.ResourceVersion = "2";
        after.Status!.NumberReady = 1;
        Changes.OfDaemonSet(DaemonSet(), after).ShouldBeFalse();
        Changes.OfDaemonSet(null, after).ShouldBeTrue();
        Changes.OfDaemonSet(after, null).ShouldBeTrue();
    }

    private static V1DaemonSet DaemonSet() => new()
    {
        Metadata = new() { Name = "mail-dc1-haproxy", Generation = 7, Labels = Map(Names.BalancerLabel, "mail"), OwnerReferences = [new() { Kind = "ExchangeBalancer", Name = "mail", Uid = "1" }] },
        Status = new() { ObservedGeneration = 7, DesiredNumberScheduled = 2, CurrentNumberScheduled = 2, NumberReady = 2 },
    };

    private static V1Pod Pod() => Samples.Pod("node-a", "dc1", Names.Haproxy);

    private static V1Node Node() => Samples.Node("node-a", "dc1", "172.30.129.11");

    private static Dictionary<string, string> Map(string key, string value) => new(StringComparer.Ordinal) { [key] = value };
}
