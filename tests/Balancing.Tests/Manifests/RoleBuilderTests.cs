using ExchangeHA.Balancing.Manifests;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class RoleBuilderTests
{
    [Fact]
    public void It_allows_to_read_its_own_secret_and_to_report_and_nothing_else()
    {
        var role = RoleBuilder.Build(Sample.Haproxy, Sample.Owner);
        role.Metadata.ShouldBelongTo(Sample.Haproxy);
        role.Rules!.Count.ShouldBe(2);

        role.Rules[0].ApiGroups.ShouldBe([""]);
        role.Rules[0].Resources.ShouldBe(["secrets"]);
        role.Rules[0].ResourceNames.ShouldBe(["mail-dc1-haproxy"]);
        role.Rules[0].Verbs.ShouldBe(["list", "watch"]);

        role.Rules[1].ApiGroups.ShouldBe(["exchange-ha.io"]);
        role.Rules[1].Resources.ShouldBe(["balancernodes/status"]);
        role.Rules[1].Verbs.ShouldBe(["patch"]);
    }
}
