using System.Text;
using System.Text.Json;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.Tests.Caching;

/// <summary>How objects are kept: packed, and with what they have in common.</summary>
public sealed class StoredObjectsTests
{
    [Fact]
    public void A_packed_Secret_says_what_it_said()
    {
        var secret = new V1Secret { Data = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["text"] = Encoding.UTF8.GetBytes(new string('x', 10_000)), ["binary"] = [0, 255, 0], ["empty"] = [] } };
        secret.Pack();

        secret.Data!.Keys.ShouldBe(["text", "binary", "empty"]);
        secret.Data!["text"].Length.ShouldBe(10_000);
        secret.Data!["binary"].ShouldBe(new byte[] { 0, 255, 0 });
        secret.Data!["empty"].ShouldBeEmpty();
        secret.Data = null;
        secret.Data.ShouldBeNull();
    }

    [Fact]
    public void A_packed_DaemonSet_says_what_it_said()
    {
        var set = new V1DaemonSet
        {
            Metadata = new V1ObjectMeta { Name = "set" },
            Spec = new V1DaemonSetSpec { Template = new V1PodTemplateSpec { Spec = new V1PodSpec { HostNetwork = true, Containers = [new V1Container { Name = "haproxy", Args = ["-f", "ü"] }] } } },
            Status = new V1DaemonSetStatus { DesiredNumberScheduled = 2 },
        };
        var said = Json(set);
        set.Pack();

        Json(set).ShouldBe(said);
        set.Spec!.Template!.Spec!.Containers![0].Args.ShouldBe(["-f", "ü"]);
        // a copy each time: who changes it changes nothing that is shared
        set.Spec.ShouldNotBeSameAs(set.Spec);
        set.Pack();
        Json(set).ShouldBe(said);
    }

    [Fact]
    public void What_has_nothing_to_pack_stays_so()
    {
        var (secret, set) = (new V1Secret(), new V1DaemonSet());
        secret.Pack();
        set.Pack();

        (secret.Data, set.Spec).ShouldBe((null, null));
    }

    [Fact]
    public void Equal_labels_and_owners_are_one_instance_and_different_ones_are_not()
    {
        var (first, second, third) = (Owned("uid-1", "a"), Owned("uid-1", "a"), Owned("uid-2", "b"));
        foreach (var value in new[] { first, second, third })
            SharedParts.Share(value);

        second.Metadata.Labels.ShouldBeSameAs(first.Metadata.Labels);
        second.Metadata.OwnerReferences.ShouldBeSameAs(first.Metadata.OwnerReferences);
        third.Metadata.Labels!["balancer"].ShouldBe("b");
        third.Metadata.OwnerReferences!.Single().Uid.ShouldBe("uid-2");
        third.Metadata.Annotations!["note"].ShouldBe("b");
    }

    private static V1ConfigMap Owned(string owner, string balancer) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "x",
            Namespace = "ns",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["balancer"] = balancer },
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["note"] = balancer },
            OwnerReferences = [new V1OwnerReference { Kind = "ExchangeBalancer", Name = balancer, Uid = owner }],
        },
    };

    private static string Json(V1DaemonSet set) => JsonSerializer.Serialize(set, KubernetesJsonContext.Default.V1DaemonSet);
}
