using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class DaemonSetBuilderTests
{
    [Fact]
    public void Kubernetes_replaces_no_pod_by_itself()
    {
        var set = Build("image:1");
        set.Metadata.ShouldBelongTo(Sample.Haproxy);
        set.Spec!.UpdateStrategy!.Type.ShouldBe("OnDelete");
        set.Spec.Selector!.MatchLabels!.ShouldBe(Labels.SelectorOf(Sample.Haproxy), ignoreOrder: true);
        set.Spec.Template!.Metadata!.Labels!.ShouldBe(Labels.OfDaemon(Sample.Haproxy), ignoreOrder: true);
    }

    [Fact]
    public void The_templates_hash_changes_with_the_template_alone()
    {
        Build("image:1").TemplateHash().ShouldBe(Build("image:1").TemplateHash());
        Build("image:2").TemplateHash().ShouldNotBe(Build("image:1").TemplateHash());
        DaemonSetBuilder.Build(Sample.Keepalived, Sample.Owner, Pod("image:1")).TemplateHash().ShouldNotBe(Build("image:1").TemplateHash());
        DaemonSetBuilder.Build(Sample.Haproxy, Sample.Owner with { Uid = "uid-2" }, Pod("image:1")).TemplateHash().ShouldBe(Build("image:1").TemplateHash());
    }

    private static V1DaemonSet Build(string image) => DaemonSetBuilder.Build(Sample.Haproxy, Sample.Owner, Pod(image));

    private static V1PodSpec Pod(string image) => new() { Containers = [new V1Container { Name = "a", Image = image }] };
}
