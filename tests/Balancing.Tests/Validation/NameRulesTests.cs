using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Validation;

public sealed class NameRulesTests
{
    [Fact]
    public void A_name_too_long_for_the_objects_made_of_it()
    {
        var balancer = ValidationSamples.Balancer();
        balancer.Metadata.Name = new string('m', 63 - "-dc1-keepalived".Length);
        Validator.ValidateResource(balancer).ShouldBeEmpty();

        balancer.Metadata.Name += "m";

        Validator.ValidateResource(balancer).ShouldBeOnly("metadata.name", "64");
    }

    [Theory]
    [InlineData("Mail")]
    [InlineData("-mail")]
    [InlineData("mail.")]
    [InlineData("a..b")]
    [InlineData("mail\nglobal")]
    [InlineData("ma il")]
    [InlineData("../../mail")]
    [InlineData("m\u0430il")]
    public void A_name_that_no_object_has(string name)
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Metadata.Name = name;
        Validator.Validate(snapshot).ShouldBeOnly("metadata.name", "no name of an object");
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("Mail")]
    [InlineData("-mail")]
    [InlineData("ma\nil")]
    [InlineData("ma il")]
    [InlineData("../../mail")]
    [InlineData("m\u0430il")]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_namespace_that_none_can_be(string name)
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Metadata.Namespace = name;
        Validator.Validate(snapshot).ShouldBeOnly("metadata.namespace", "no name of a namespace");
    }
}
