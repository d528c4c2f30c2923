using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Status;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Status;

public sealed class PodReplacementTests
{
    private readonly World _world = new();
    private readonly List<V1DaemonSet> _daemonSets = [.. new[] { "dc1", "dc2" }.SelectMany(datacenter => new[] { "haproxy", "keepalived" }.Select(component => DaemonSet(datacenter, component)))];

    [Fact]
    public void Pods_of_the_wished_template_are_left_alone()
    {
        Replace().Stale.ShouldBeEmpty();
        Replace().Next.ShouldBeNull();
    }

    [Fact]
    public void The_standby_datacenter_goes_first_then_the_holders_other_node_and_the_holder_last()
    {
        NewTemplate();

        Replace().Stale.Select(pod => pod.Spec!.NodeName).Distinct().ShouldBe(["node-c", "node-d", "node-b", "node-a"]);
        Replace().Next!.Spec!.NodeName.ShouldBe("node-c");
    }

    [Fact]
    public void Nothing_is_replaced_while_a_new_pod_is_not_ready()
    {
        NewTemplate();
        _world.Pods["haproxy-c"].Metadata.Annotations![Names.TemplateHash] = "2";
        _world.Pods["haproxy-c"].Status!.Conditions![0].Status = "False";

        Replace().Stale.Length.ShouldBe(7);
        Replace().Next.ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_replaced_while_a_pod_is_going_or_missing_or_the_controller_is_behind()
    {
        NewTemplate();
        _world.Pods["haproxy-c"].Metadata.DeletionTimestamp = _world.Now.UtcDateTime;
        Replace().Next.ShouldBeNull();

        _world.Pods.Remove("haproxy-c");
        _daemonSets[2].Status!.CurrentNumberScheduled = 1;
        Replace().Next.ShouldBeNull();

        _daemonSets[2].Status!.CurrentNumberScheduled = 2;
        Replace().Next.ShouldNotBeNull();
        _daemonSets[0].Status!.ObservedGeneration = 1;
        Replace().Next.ShouldBeNull();
    }

    [Fact]
    public void An_old_pod_that_does_not_work_is_replaced_before_those_that_do()
    {
        NewTemplate();
        _world.Pods["haproxy-a"].Status!.Conditions![0].Status = "False";

        Replace().Next!.Metadata.Name.ShouldBe("haproxy-a");
    }

    private PodReplacement Replace() => PodReplacement.Of([.. _world.Pods.Values], _daemonSets, _world.Observe().Holder);

    private void NewTemplate()
    {
        foreach (var set in _daemonSets)
            set.Spec!.Template!.Metadata!.Annotations![Names.TemplateHash] = "2";
    }

    private static V1DaemonSet DaemonSet(string datacenter, string component) => new()
    {
        Metadata = new V1ObjectMeta { Name = Names.Daemon("mail", datacenter, component), Generation = 2 },
        Spec = new V1DaemonSetSpec { Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Names.TemplateHash] = "1" } } } },
        Status = new V1DaemonSetStatus { ObservedGeneration = 2, DesiredNumberScheduled = 2, CurrentNumberScheduled = 2 },
    };
}
