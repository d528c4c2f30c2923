using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Validation;

public sealed class ValidatorTests
{
    [Fact]
    public void A_good_resource_has_no_finding()
    {
        Validator.Validate(ValidationSamples.Snapshot()).ShouldBeEmpty();
        Validator.ValidateResource(ValidationSamples.Balancer()).ShouldBeEmpty();
    }

    [Fact]
    public void Defaults_alone_are_good()
    {
        var spec = new ExchangeBalancerSpec
        {
            Vip = new VipSpec { Addresses = ["192.0.2.10"] },
            Datacenters = [new DatacenterSpec { Name = "dc1", Priority = 100, Interface = "eth0", NodeSelector = new() { ["a"] = "" }, Backends = [new BackendSpec { Name = "e", Host = "e" }] }],
        };

        Validator.ValidateResource(new ExchangeBalancer { Metadata = new() { Name = "mail" }, Spec = spec }).ShouldBeEmpty();
    }

    [Fact]
    public void All_findings_are_told_in_the_same_order_each_time()
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Spec.Datacenters[1].Priority = 101;
        snapshot.Balancer.Spec.Datacenters[0].Interface = "";
        snapshot.Balancer.Spec.Stats!.Port = 25;

        var findings = Validator.Validate(snapshot);

        findings.Select(finding => finding.Path).ShouldBe(["spec.datacenters[0].interface", "spec.stats.port", "spec.datacenters[1].priority"]);
        Validator.Validate(snapshot).ShouldBe(findings);
    }

    [Fact]
    public void What_the_schema_refuses_is_said_once() =>
        ValidationSamples.FindingsAfter(spec => spec.Vip.Addresses = ["mail.domain.com"]).ShouldBeOnly("spec.vip.addresses[0]", "wrong form");

    [Fact]
    public void Nothing_of_a_password_is_told()
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot = snapshot with { Secrets = snapshot.Secrets.SetItem("mail-vrrp", ValidationSamples.Secret("superpassword")) };

        Validator.Validate(snapshot).ShouldHaveSingleItem().ToString().ShouldNotContain("superpas");
    }
}
