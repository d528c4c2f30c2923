using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Validation;

public sealed class ClusterRulesTests
{
    [Fact]
    public void A_virtual_address_that_is_a_nodes_own()
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Nodes[1].Status = new V1NodeStatus { Addresses = [new V1NodeAddress { Type = "InternalIP", Address = "172.30.129.131" }] };

        Validator.Validate(snapshot).ShouldBeOnly("spec.vip.addresses[0]", "node-b");
    }

    [Fact]
    public void A_secret_that_is_missing()
    {
        var snapshot = ValidationSamples.Snapshot();

        Validator.Validate(snapshot with { Secrets = snapshot.Secrets.Remove("mail-vrrp") }).ShouldBeOnly("spec.vip.authentication.secretKeyRef.name", "mail-vrrp");
    }

    [Fact]
    public void A_key_that_is_missing()
    {
        var snapshot = ValidationSamples.Snapshot();

        Validator.Validate(snapshot with { Secrets = snapshot.Secrets.SetItem("mail-stats", new V1Secret()) }).ShouldBeOnly("spec.stats.authentication.secretKeyRef.key", "password");
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("\n", "nothing")]
    [InlineData("two\nlines", "control character")]
    public void A_secret_that_holds_no_password(string password, string problem)
    {
        var snapshot = ValidationSamples.Snapshot();

        Validator.Validate(snapshot with { Secrets = snapshot.Secrets.SetItem("mail-stats", ValidationSamples.Secret(password)) })
            .ShouldBeOnly("spec.stats.authentication.secretKeyRef.key", problem);
    }

    [Fact]
    public void A_secret_that_holds_no_text()
    {
        var snapshot = ValidationSamples.Snapshot();
        var binary = new V1Secret { Data = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["password"] = [0xff, 0xfe] } };

        Validator.Validate(snapshot with { Secrets = snapshot.Secrets.SetItem("mail-stats", binary) }).ShouldBeOnly("spec.stats.authentication.secretKeyRef.key", "no text");
    }

    [Theory]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n")]
    public void An_authority_that_is_none(string text)
    {
        var snapshot = ValidationSamples.Snapshot();
        snapshot.Balancer.Spec.HealthCheck.Ca = new() { SecretKeyRef = new() { Name = "exchange-ca", Key = "password" } };

        Validator.Validate(snapshot).ShouldBeOnly("spec.healthCheck.ca.secretKeyRef.name", "exchange-ca");
        Validator.Validate(snapshot with { Secrets = snapshot.Secrets.SetItem("exchange-ca", ValidationSamples.Secret(text)) }).ShouldBeOnly("spec.healthCheck.ca.secretKeyRef.key", "no certificates");
    }

    [Theory]
    [InlineData("ninechars", "8 characters")]
    [InlineData("a\"b", "cannot take")]
    [InlineData("a\\b", "cannot take")]
    [InlineData("${_PWD}", "cannot take")]
    [InlineData("gehäuse", "cannot take")]
    [InlineData("{", "cannot take")]
    [InlineData("}", "cannot take")]
    [InlineData("include", "cannot take")]
    public void A_password_that_VRRP_cannot_carry(string password, string problem)
    {
        var snapshot = ValidationSamples.Snapshot();

        Validator.Validate(snapshot with { Secrets = snapshot.Secrets.SetItem("mail-vrrp", ValidationSamples.Secret(password)) })
            .ShouldBeOnly("spec.vip.authentication.secretKeyRef.key", problem);
    }

    [Theory]
    [InlineData("pa{s}s")]
    [InlineData("two wor")]
    [InlineData("5$")]
    [InlineData("!#@%")]
    public void A_password_that_VRRP_and_keepalived_can_carry(string password)
    {
        var snapshot = ValidationSamples.Snapshot();

        Validator.Validate(snapshot with { Secrets = snapshot.Secrets.SetItem("mail-vrrp", ValidationSamples.Secret(password)) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_datacenter_without_a_node_is_a_warning() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].NodeSelector = new() { ["zone"] = "dc2" })
        .ShouldBeOnly("spec.datacenters[1].nodeSelector", "no node", Severity.Warning);

    [Fact]
    public void A_node_of_two_datacenters() => ValidationSamples.FindingsAfter(spec => spec.Datacenters[1].NodeSelector = spec.Datacenters[0].NodeSelector)
        .ShouldBeOnly("spec.datacenters[1].nodeSelector", "\"node-a\"");

    [Theory]
    [InlineData("172.30.129.131", "fd00::12", "IPv4")]
    [InlineData("fd00::1", "172.30.129.12", "IPv6")]
    [InlineData("172.30.129.131", "", "IPv4")]
    public void A_node_that_unicast_does_not_reach(string address, string node, string family)
    {
        var snapshot = Unicast(address, ("node-a", "dc1", family == "IPv4" ? "172.30.129.11" : "fd00::11"), ("node-b", "dc2", node));

        var findings = Validator.Validate(snapshot);

        findings.ShouldBeOnly("spec.datacenters[1].nodeSelector", "\"node-b\"");
        findings[0].Problem.ShouldContain("dc2");
        findings[0].Problem.ShouldContain(family);
    }

    [Fact]
    public void Nodes_that_unicast_reaches() =>
        Validator.Validate(Unicast("172.30.129.131", ("node-a", "dc1", "172.30.129.11"), ("node-b", "dc2", "172.30.129.12"))).ShouldBeEmpty();

    [Fact]
    public void Both_families_in_a_group_need_an_address_of_each()
    {
        var snapshot = Unicast("172.30.129.131", ("node-a", "dc1", "172.30.129.11"), ("node-b", "dc2", "172.30.129.12"));
        snapshot.Balancer.Spec.Vip.Addresses.Add("fd00::131/64");

        var findings = Validator.Validate(snapshot);

        findings.Select(finding => finding.Path).ShouldBe(["spec.datacenters[0].nodeSelector", "spec.datacenters[1].nodeSelector"]);
        findings.ShouldAllBe(finding => finding.Remedy.Contains("OneRouter"));
        snapshot.Balancer.Spec.Vip.DualStack = DualStackMode.OneRouter;
        Validator.Validate(snapshot).ShouldBeEmpty();
    }

    [Fact]
    public void A_node_alone_with_a_peer_outside_needs_an_address()
    {
        var snapshot = Unicast("172.30.129.131", ("node-a", "dc1", ""));
        snapshot.Balancer.Spec.Datacenters[1].Peers = ["172.30.129.12"];

        Validator.Validate(snapshot).Where(finding => finding.Severity == Severity.Error).ToImmutableArray().ShouldBeOnly("spec.datacenters[0].nodeSelector", "\"node-a\"");
    }

    [Fact]
    public void A_node_alone_needs_no_address_for_unicast() =>
        Validator.Validate(Unicast("172.30.129.131", ("node-a", "dc1", ""))).ShouldBeOnly("spec.datacenters[1].nodeSelector", "no node", Severity.Warning);

    [Fact]
    public void A_node_name_too_long()
    {
        var snapshot = ValidationSamples.Snapshot();

        Validator.Validate(snapshot with { Nodes = snapshot.Nodes.Add(ValidationSamples.Node(new string('n', 249), "dc1")) }).ShouldBeOnly("metadata.name", "254");
    }

    private static ClusterSnapshot Unicast(string address, params (string Name, string Zone, string Address)[] nodes)
    {
        var snapshot = ValidationSamples.Snapshot();
        (snapshot.Balancer.Spec.Vip.Addresses, snapshot.Balancer.Spec.Vip.Transport, snapshot.Balancer.Spec.Vip.Authentication) = ([address], VrrpTransport.Unicast, null);
        return snapshot with { Nodes = [.. nodes.Select(node => Node(node.Name, node.Zone, node.Address))] };
    }

    private static V1Node Node(string name, string zone, string address)
    {
        var node = ValidationSamples.Node(name, zone);
        node.Status = new V1NodeStatus { Addresses = [new V1NodeAddress { Type = "InternalIP", Address = address }] };
        return node;
    }
}
