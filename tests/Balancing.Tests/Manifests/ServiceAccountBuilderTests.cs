using ExchangeHA.Balancing.Manifests;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class ServiceAccountBuilderTests
{
    [Fact]
    public void It_is_the_daemons_own_and_gives_no_token_by_itself()
    {
        var account = ServiceAccountBuilder.Build(Sample.Keepalived, Sample.Owner);
        account.Metadata.ShouldBelongTo(Sample.Keepalived);
        account.AutomountServiceAccountToken.ShouldBe(false);
    }
}
