using ExchangeHA.Balancing.Manifests;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class LabelsTests
{
    [Fact]
    public void Everything_is_found_by_the_selector_of_what_is_managed()
    {
        var parts = Labels.ManagedSelector.Split('=');
        Labels.OfBalancer("mail")[parts[0]].ShouldBe(parts[1]);
        Labels.OfDatacenter("mail", "dc1")[parts[0]].ShouldBe(parts[1]);
        Labels.OfDaemon(Sample.Haproxy)[parts[0]].ShouldBe(parts[1]);
    }

    [Fact]
    public void A_daemons_selector_finds_its_own_pods_and_no_others()
    {
        var selector = Labels.SelectorOf(Sample.Haproxy);
        selector.ShouldBeSubsetOf(Labels.OfDaemon(Sample.Haproxy));
        foreach (var other in new[] { Sample.Keepalived, Sample.Haproxy with { Datacenter = "dc2" }, Sample.Haproxy with { Balancer = "other" } })
            selector.All(Labels.OfDaemon(other).Contains).ShouldBeFalse();
    }
}
