using ExchangeHA.Balancing.Manifests;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class MetadataTests
{
    [Fact]
    public void The_balancer_is_the_controlling_owner() => Metadata.Owner(Sample.Snapshot().Balancer).ShouldBe(Sample.Owner);

    [Fact]
    public void Children_belong_to_their_daemon() => Metadata.Of(Sample.Haproxy, Sample.Owner).ShouldBelongTo(Sample.Haproxy);
}
