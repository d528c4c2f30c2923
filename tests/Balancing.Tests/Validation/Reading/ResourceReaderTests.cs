using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Balancing.Validation.Reading;

namespace ExchangeHA.Balancing.Tests.Validation.Reading;

/// <summary>What a document says that no balancer can hold: each with its place, and all at once.</summary>
public sealed class ResourceReaderTests
{
    private const string Mail = """
        {
          "apiVersion": "exchange-ha.io/v1alpha1", "kind": "ExchangeBalancer", "metadata": {"name": "mail"},
          "spec": {
            "vip": {"addresses": ["192.0.2.10/24"], "transport": "Multicast", "advertisementInterval": "1s"},
            "services": [{"name": "https", "port": 443}],
            "datacenters": [{
              "name": "dc1", "priority": 101, "interface": "ens160", "nodeSelector": {"zone": "a"},
              "backends": [{"name": "exch1", "host": "exch1.example.com"}]
            }]
          }
        }
        """;

    [Fact]
    public void A_right_document_is_read_as_it_is()
    {
        var reading = ResourceReader.Read(Document());

        reading.Findings.ShouldBeEmpty();
        reading.Balancer.Spec.Datacenters[0].Priority.ShouldBe(101);
        Validator.ValidateResource(reading.Balancer).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"port\": 443", "\"prot\": 443, \"port\": 443", "spec.services[0].prot", "no such field", "Is port meant?")]
    [InlineData("\"priority\"", "\"Priority\"", "spec.datacenters[0].Priority", "no such field", "Is priority meant?")]
    [InlineData("\"services\"", "\"whatever\": 1, \"services\"", "spec.whatever", "no such field", "Known here are vip, services")]
    [InlineData("\"kind\"", "\"extra\": {}, \"kind\"", "extra", "no such field", "Known here are")]
    [InlineData("\"name\": \"mail\"", "\"name\": \"mail\", \"namspace\": \"x\"", "metadata.namspace", "no such field", "Is namespace meant?")]
    [InlineData("443", "\"443\"", "spec.services[0].port", "the text \"443\"", "1 to 65535, without quotes")]
    [InlineData("443", "44.3", "spec.services[0].port", "the number 44.3", "whole number")]
    [InlineData("443", "99999999999", "spec.services[0].port", "the number 99999999999", "1 to 65535")]
    [InlineData("\"Multicast\"", "\"multicast\"", "spec.vip.transport", "\"multicast\"", "one of Multicast, Unicast")]
    [InlineData("\"Multicast\"", "true", "spec.vip.transport", "true", "one of Multicast, Unicast")]
    [InlineData("\"1s\"", "1", "spec.vip.advertisementInterval", "the number 1", "500ms")]
    [InlineData("{\"zone\": \"a\"}", "{\"zone\": true}", "spec.datacenters[0].nodeSelector[zone]", "true", "in quotes: \"true\"")]
    [InlineData("{\"zone\": \"a\"}", "\"zone=a\"", "spec.datacenters[0].nodeSelector", "\"zone=a\"", "key: value")]
    [InlineData("[\"192.0.2.10/24\"]", "\"192.0.2.10/24\"", "spec.vip.addresses", "\"192.0.2.10/24\"", "list")]
    [InlineData("[\"192.0.2.10/24\"]", "[\"192.0.2.10/24\", null]", "spec.vip.addresses[1]", "null", "leave it out")]
    [InlineData("[\"192.0.2.10/24\"]", "[\"192.0.2.10/24\", 5]", "spec.vip.addresses[1]", "the number 5", "quotes")]
    [InlineData("{\"name\": \"https\", \"port\": 443}", "\"https\"", "spec.services[0]", "the text \"https\"", "name")]
    [InlineData("\"port\": 443", "\"targetPort\": 443", "spec.services[0].port", "missing", "1 to 65535")]
    [InlineData("\"priority\": 101,", "", "spec.datacenters[0].priority", "missing", "1 to 254")]
    [InlineData("\"vip\"", "\"stats\": null, \"vip\"", "spec.stats", "null", "leave the field out")]
    [InlineData("\"mail\"", "\"\"", "metadata.name", "missing", "name")]
    [InlineData("v1alpha1", "v1", "apiVersion", "exchange-ha.io/v1", "exchange-ha.io/v1alpha1")]
    public void What_does_not_fit_is_named_with_what_would(string replaced, string replacement, string path, string problem, string remedy)
    {
        var reading = ResourceReader.Read(Document(replaced, replacement));

        var finding = reading.Findings.Where(finding => finding.Path == path).ShouldHaveSingleItem();
        finding.Problem.ShouldContain(problem);
        finding.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Everything_is_found_at_once()
    {
        var reading = ResourceReader.Read(Document("\"addresses\": [\"192.0.2.10/24\"], \"transport\": \"Multicast\"", "\"addresses\": [\"nonsense\"], \"transport\": 5, \"vrid\": 3"));

        reading.With(Validator.ValidateResource(reading.Balancer)).Select(finding => finding.Path)
            .ShouldBe(["spec.vip.transport", "spec.vip.vrid", "spec.vip.addresses[0]"], ignoreOrder: true);
    }

    [Fact]
    public void What_only_follows_from_a_field_that_was_not_read_is_not_told()
    {
        var reading = ResourceReader.Read(Document("\"priority\": 101", "\"priority\": \"high\""));

        reading.With(Validator.ValidateResource(reading.Balancer)).ShouldHaveSingleItem().Path.ShouldBe("spec.datacenters[0].priority");
    }

    [Fact]
    public void A_null_that_has_a_default_is_as_good_as_nothing() => ResourceReader.Read(Document("\"services\"", "\"timeouts\": null, \"services\"")).Findings.ShouldBeEmpty();

    [Fact]
    public void What_a_cluster_adds_is_passed_over() => ResourceReader.Read(Document(
        "\"metadata\": {\"name\": \"mail\"}",
        """
        "status": {"holder": 5}, "metadata": {"name": "mail", "uid": "u", "resourceVersion": "7", "generation": 2, "creationTimestamp": null, "managedFields": [{"manager": "kubectl"}]}
        """)).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"apiVersion": "exchange-ha.io/v1alpha1", "kind": "ExchangeBalancer"}""", true)]
    [InlineData("""{"apiVersion": "exchange-ha.io/v9", "kind": "ExchangeBalancer"}""", true)]
    [InlineData("""{"apiVersion": "exchange-ha.io/v1alpha1", "kind": "BalancerNode"}""", false)]
    [InlineData("""{"apiVersion": "example.com/v1", "kind": "ExchangeBalancer"}""", false)]
    [InlineData("""{"kind": 5}""", false)]
    [InlineData("[]", false)]
    public void A_balancer_is_known_by_its_kind_and_group(string json, bool isBalancer) => ResourceReader.IsBalancer(JsonNode.Parse(json)).ShouldBe(isBalancer);

    private static JsonObject Document(string? replaced = null, string replacement = "")
    {
        if (replaced is null)
            return JsonNode.Parse(Mail)!.AsObject();
        Mail.ShouldContain(replaced);
        return JsonNode.Parse(Mail.Replace(replaced, replacement, StringComparison.Ordinal))!.AsObject();
    }
}
