using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Validation;

public sealed class PresenceRuleTests
{
    [Theory]
    [InlineData("[\"172.30.129.131/24\"]", "[null]", "spec.vip.addresses[0]")]
    [InlineData("{ \"enabled\": true, \"delay\": \"30s\" }", "null", "spec.vip.preemption")]
    [InlineData("{ \"name\": \"exch1\", \"host\": \"exch1.domain.com\" }", "null", "spec.datacenters[0].backends[0]")]
    [InlineData("{ \"topology.kubernetes.io/zone\": \"dc1\" }", "{ \"zone\": null }", "spec.datacenters[0].nodeSelector[zone]")]
    [InlineData("\"exch1.domain.com\"", "null", "spec.datacenters[0].backends[0].host")]
    public void A_null_where_none_may_be(string right, string wrong, string path) =>
        Validator.ValidateResource(ValidationSamples.BalancerWith(right, wrong)).ShouldBeOnly(path, "null");

    [Fact]
    public void A_null_where_one_may_be() =>
        Validator.ValidateResource(ValidationSamples.BalancerWith("\"exch2016.domain.com\"", "null")).ShouldBeEmpty();

    [Fact]
    public void A_balancer_without_a_name() =>
        Validator.ValidateResource(ValidationSamples.BalancerWith("\"name\": \"mail\", ", "")).ShouldBeOnly("metadata.name", "missing");
}
