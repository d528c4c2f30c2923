using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Tests.Golden;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Manifests;

/// <summary>The recipe's plan and what its objects are expected to have in common.</summary>
internal static class Sample
{
    public static readonly OperatorSettings Settings = new() { NodeImage = "registry.example/node:1", ImagePullPolicy = "IfNotPresent", ImagePullSecrets = ["pull"] };
    public static readonly V1OwnerReference Owner = new() { ApiVersion = "exchange-ha.io/v1alpha1", Kind = "ExchangeBalancer", Name = "mail", Uid = "uid-1", Controller = true };
    public static readonly Daemon Haproxy = new("exchange", "mail", "dc1", "haproxy");
    public static readonly Daemon Keepalived = new("exchange", "mail", "dc1", "keepalived");

    public static ClusterSnapshot Snapshot()
    {
        var snapshot = new GoldenCase("recipe").Snapshot();
        snapshot.Balancer.Metadata.Uid = "uid-1";
        return snapshot;
    }

    public static BalancerPlan Plan() => Planner.Plan(Snapshot());

    /// <summary>Name, namespace, owner and labels of an object of a daemon.</summary>
    public static void ShouldBelongTo(this V1ObjectMeta metadata, Daemon daemon)
    {
        metadata.Name.ShouldBe($"mail-dc1-{daemon.Component}");
        metadata.Namespace.ShouldBe("exchange");
        metadata.OwnerReferences.ShouldBe([Owner]);
        metadata.Labels!.ShouldBe(
        [
            KeyValuePair.Create("app.kubernetes.io/managed-by", "exchange-ha"),
            KeyValuePair.Create("app.kubernetes.io/name", "exchange-ha"),
            KeyValuePair.Create("exchange-ha.io/balancer", "mail"),
            KeyValuePair.Create("exchange-ha.io/datacenter", "dc1"),
            KeyValuePair.Create("app.kubernetes.io/component", daemon.Component),
        ], ignoreOrder: true);
    }

    public static string TemplateHash(this V1DaemonSet set) => set.Spec!.Template!.Metadata!.Annotations!["exchange-ha.io/template-hash"];

    public static IEnumerable<V1Container> AllContainers(this V1DaemonSet set) => set.Spec!.Template!.Spec!.InitContainers!.Concat(set.Spec.Template.Spec.Containers!);

    public static V1Container Container(this V1DaemonSet set, string name) => set.AllContainers().Single(container => container.Name == name);
}
