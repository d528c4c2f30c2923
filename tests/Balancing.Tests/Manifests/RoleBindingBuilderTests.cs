using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class RoleBindingBuilderTests
{
    [Fact]
    public void It_gives_the_daemons_role_to_the_daemons_account()
    {
        var binding = RoleBindingBuilder.Build(Sample.Haproxy, Sample.Owner);
        binding.Metadata.ShouldBelongTo(Sample.Haproxy);
        binding.RoleRef.ShouldBe(new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = "mail-dc1-haproxy" });
        binding.Subjects.ShouldBe([new V1Subject { Kind = "ServiceAccount", Name = "mail-dc1-haproxy", Namespace = "exchange" }]);
    }
}
