using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Validation;

/// <summary>What two balancers may share, and what only one of them can have.</summary>
public sealed class OtherBalancersRulesTests
{
    [Fact]
    public void A_router_id_of_another_balancer()
    {
        var other = ValidationSamples.Other();
        other.Spec.Vip.VirtualRouterID = 101;
        var third = ValidationSamples.Other();
        third.Metadata.Name = "third";
        third.Spec.Vip.VirtualRouterID = 102;

        var findings = FindingsBeside(other, third);

        findings.ShouldBeOnly("spec.vip.virtualRouterID", "exchange/other on node node-a");
        findings[0].Remedy.ShouldContain("103");
    }

    [Fact]
    public void A_default_router_id_that_another_balancer_has()
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Spec.Vip.VirtualRouterID = null;
        var other = ValidationSamples.Other();
        other.Spec.Vip.VirtualRouterID = 80;

        Validator.Validate(snapshot with { OtherBalancers = [new OtherBalancer(other)] }).ShouldBeOnly("spec.vip.virtualRouterID", "80");
    }

    [Fact]
    public void An_address_of_another_balancer()
    {
        var other = ValidationSamples.Other();
        other.Spec.Vip.Addresses = ["fd00::7", "172.30.129.131"];

        FindingsBeside(other).ShouldBeOnly("spec.vip.addresses[0]", "172.30.129.131");
    }

    [Fact]
    public void A_port_of_another_balancer_that_listens_everywhere()
    {
        var other = ValidationSamples.Other();
        other.Spec.Vip.Bind = BindMode.Wildcard;
        other.Spec.Services = [new ServiceSpec { Name = "mail", Port = 25 }];

        FindingsBeside(other).ShouldBeOnly("spec.services[1].port", "25");
    }

    [Fact]
    public void A_statistics_page_on_the_port_of_anothers()
    {
        var other = ValidationSamples.Other();
        other.Spec.Stats = new StatsSpec { Port = 8080 };

        FindingsBeside(other).ShouldBeOnly("spec.stats.port", "8080");
    }

    [Theory]
    [InlineData("172.30.7.7/24", VrrpTransport.Multicast)]
    [InlineData("172.30.129.7/24", VrrpTransport.Unicast)]
    public void Another_balancer_on_other_nodes_may_have_the_same_router_id_and_ports(string address, VrrpTransport transport)
    {
        var other = ValidationSamples.Elsewhere();
        (other.Spec.Vip.VirtualRouterID, other.Spec.Vip.Addresses, other.Spec.Vip.Transport) = (101, [address], transport);
        (other.Spec.Vip.Bind, other.Spec.Stats) = (BindMode.Wildcard, new StatsSpec { Port = 8080 });

        FindingsBeside(other).ShouldBeEmpty();
    }

    [Fact]
    public void A_router_id_of_a_balancer_on_other_nodes_of_the_same_network()
    {
        var other = ValidationSamples.Elsewhere();
        other.Spec.Vip.VirtualRouterID = 101;

        var findings = FindingsBeside(other);

        findings.ShouldBeOnly("spec.vip.virtualRouterID", "in the network 172.30.129.0/24");
        findings[0].Remedy.ShouldContain("102");
    }

    [Fact]
    public void An_address_of_a_balancer_on_other_nodes()
    {
        var other = ValidationSamples.Elsewhere();
        other.Spec.Vip.Addresses = ["172.30.129.131"];

        FindingsBeside(other).ShouldBeOnly("spec.vip.addresses[0]", "exchange/other");
    }

    [Fact]
    public void Every_collision_is_named_at_once()
    {
        var other = ValidationSamples.Balancer();
        (other.Metadata.Name, other.Metadata.CreationTimestamp, other.Spec.Vip.Bind) = ("other", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), BindMode.Wildcard);

        FindingsBeside(other).Select(finding => finding.Path)
            .ShouldBe(["spec.vip.virtualRouterID", "spec.vip.addresses[0]", "spec.services[0].port", "spec.services[1].port", "spec.stats.port"]);
    }

    [Fact]
    public void Two_balancers_of_the_same_ports_on_addresses_of_their_own() => FindingsBeside(ValidationSamples.Other()).ShouldBeEmpty();

    [Fact]
    public void The_older_of_two_keeps_what_both_want()
    {
        var younger = ValidationSamples.Other();
        younger.Spec.Vip.VirtualRouterID = 101;
        younger.Metadata.CreationTimestamp = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);

        FindingsBeside(younger).ShouldBeEmpty();
    }

    [Fact]
    public void A_balancer_that_was_accepted_keeps_what_an_older_one_comes_to_want()
    {
        var younger = ValidationSamples.Other();
        younger.Spec.Vip.VirtualRouterID = 101;
        younger.Metadata.CreationTimestamp = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
        younger.Status = new ExchangeBalancerStatus { Conditions = [new V1Condition { Type = "Accepted", Status = "True", ObservedGeneration = 1 }] };

        FindingsBeside(younger).ShouldBeOnly("spec.vip.virtualRouterID", "exchange/other");
    }

    [Fact]
    public void Another_balancer_that_cannot_be_read_is_in_nobodys_way()
    {
        var broken = ValidationSamples.Other();
        broken.Spec.Vip = null!;

        FindingsBeside(broken).ShouldBeEmpty();
    }

    [Fact]
    public void Objects_that_another_balancer_has_made()
    {
        var other = ValidationSamples.Other();
        other.Metadata.Name = "mail-dc1";
        other.Spec.Datacenters[0].Name = "a";
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Spec.Datacenters[0].Name = "dc1-a";

        Validator.Validate(snapshot with { OtherBalancers = [new OtherBalancer(other)] }).ShouldBeOnly("metadata.name", "mail-dc1-a-haproxy");
        other.Metadata.Namespace = "elsewhere";
        Validator.Validate(snapshot with { OtherBalancers = [new OtherBalancer(other)] }).ShouldBeEmpty();
    }

    [Fact]
    public void Reports_of_nodes_that_another_balancer_has_under_the_same_name()
    {
        var other = ValidationSamples.Elsewhere();
        other.Metadata.Name = "mail-node";
        var node = ValidationSamples.Node("a", "dc3");
        node.Metadata.Labels!["role"] = "other";
        var snapshot = ValidationSamples.Snapshot();
        snapshot = snapshot with { OtherBalancers = [new OtherBalancer(other)], Nodes = snapshot.Nodes.Add(node) };
        // both would be BalancerNode mail-node-a: node-a of mail, and node a of mail-node
        Validator.Validate(snapshot).Select(finding => finding.Path).ShouldContain("metadata.name");
    }

    private static ImmutableArray<Finding> FindingsBeside(params ExchangeBalancer[] others) =>
        Validator.Validate(ValidationSamples.Snapshot() with { OtherBalancers = [.. others.Select(other => new OtherBalancer(other))] });
}
