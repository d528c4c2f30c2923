using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Validation;

public sealed class SchemaRuleTests
{
    [Fact]
    public void A_text_too_long() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Interface = "a-name-of-sixteen").ShouldBeOnly("spec.datacenters[0].interface", "17 characters");

    [Fact]
    public void A_required_text_that_is_missing() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Backends[1].Host = "").ShouldBeOnly("spec.datacenters[0].backends[1].host", "missing");

    [Fact]
    public void A_text_of_the_wrong_form() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Name = "DC2").ShouldBeOnly("spec.datacenters[1].name", "\"DC2\"");

    [Fact]
    public void A_line_break_at_the_end_of_a_text() => ValidationSamples.FindingsAfter(spec => spec.HealthCheck.Host = "a.b\n").ShouldBeOnly("spec.healthCheck.host", "\"a.b?\"");

    [Fact]
    public void A_text_that_is_an_item_of_a_list() => ValidationSamples.FindingsAfter(spec => spec.Alerts!.Email!.To = ["a@b", "nobody"]).ShouldBeOnly("spec.alerts.email.to[1]", "\"nobody\"");

    [Fact]
    public void A_text_that_is_the_value_of_a_map() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].NodeSelector = new() { ["zone"] = "a b" })
        .Select(finding => finding.Path).ShouldContain("spec.datacenters[0].nodeSelector[zone]");

    [Fact]
    public void A_number_out_of_range() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Priority = 255).ShouldBeOnly("spec.datacenters[0].priority", "255");

    [Fact]
    public void An_optional_number_out_of_range() => ValidationSamples.FindingsAfter(spec => spec.Vip.VirtualRouterID = 256).ShouldBeOnly("spec.vip.virtualRouterID", "256");

    [Fact]
    public void A_target_port_out_of_range() => ValidationSamples.FindingsAfter(spec => spec.Services[1].TargetPort = 0).ShouldBeOnly("spec.services[1].targetPort", "0");

    [Fact]
    public void A_list_without_entries() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Backends = []).ShouldBeOnly("spec.datacenters[0].backends", "0 entries");

    [Fact]
    public void A_map_without_entries()
    {
        var snapshot = ValidationSamples.Snapshot() with { Nodes = [] };
        snapshot.Balancer.Spec.Datacenters[0].NodeSelector = [];

        Validator.ValidateResource(snapshot.Balancer).ShouldBeOnly("spec.datacenters[0].nodeSelector", "0 entries");
    }

    [Theory]
    [InlineData("\"Multicast\"", "\"multicast\"", "spec.vip.transport")]
    [InlineData("\"Drain\"", "\"drain\"", "spec.datacenters[0].backends[1].state")]
    [InlineData("[\"ews\"]", "[\"ews\", \"pop3\"]", "spec.healthCheck.protocols[1]")]
    [InlineData("\"NoSchedule\"", "{}", "spec.datacenters[0].tolerations[0].effect")]
    public void A_word_that_is_not_known(string right, string wrong, string path) =>
        Validator.ValidateResource(ValidationSamples.BalancerWith(right, wrong)).ShouldBeOnly(path, "not known");

    [Theory]
    [InlineData("1")]
    [InlineData("30")]
    [InlineData("1.5s")]
    [InlineData("30s\n")]
    [InlineData("-1s")]
    [InlineData("25d")]
    public void A_duration_that_is_none(string text) => ValidationSamples.FindingsAfter(spec => spec.Timeouts.Client = text).ShouldBeOnly("spec.timeouts.client", text.Trim());

    [Fact]
    public void A_datacenter_twice() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].Name = "dc1").ShouldBeOnly("spec.datacenters[1].name", "spec.datacenters[0].name");

    [Fact]
    public void A_service_twice() => ValidationSamples.FindingsAfter(spec => spec.Services[1].Name = "https").ShouldBeOnly("spec.services[1].name", "spec.services[0].name");

    [Fact]
    public void A_backend_twice_in_a_datacenter() =>
        ValidationSamples.FindingsAfter(spec => spec.Datacenters[0].Backends[1].Name = "exch1").ShouldBeOnly("spec.datacenters[0].backends[1].name", "spec.datacenters[0].backends[0].name");

    [Fact]
    public void An_item_of_a_set_twice() =>
        ValidationSamples.FindingsAfter(spec => spec.HealthCheck.Protocols = [ExchangeProtocol.owa, ExchangeProtocol.owa]).ShouldBeOnly("spec.healthCheck.protocols[1]", "owa");
}
