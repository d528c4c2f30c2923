using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Schema;

public sealed class CrdGeneratorTests
{
    private static readonly ApiDocumentation Documentation = LoadDocumentation();
    private static readonly JsonObject Balancer = CrdGenerator.Generate(BalancingJsonContext.Default.ExchangeBalancer, Documentation, Validator.Cel);
    private static readonly JsonObject Node = CrdGenerator.Generate(BalancingJsonContext.Default.BalancerNode, Documentation, Validator.Cel);

    [Theory]
    [InlineData("exchange-ha.io_exchangebalancers.yaml")]
    [InlineData("exchange-ha.io_balancernodes.yaml")]
    public void The_committed_definitions_are_the_generated_ones(string fileName)
    {
        var path = Path.Combine(Repository(), "crds", fileName);
        var generated = CrdGenerator.GenerateAll(Documentation).Single(crd => crd.FileName == fileName).Yaml;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, generated);

        File.ReadAllText(path).ShouldBe(generated, "make crds");
    }

    [Fact]
    public void A_kind_is_named_by_its_attributes()
    {
        var spec = Balancer["spec"]!;

        Balancer["metadata"]!["name"]!.GetValue<string>().ShouldBe("exchangebalancers.exchange-ha.io");
        spec["names"]!.ToJsonString().ShouldBe("""{"kind":"ExchangeBalancer","listKind":"ExchangeBalancerList","plural":"exchangebalancers","singular":"exchangebalancer","shortNames":["exb"],"categories":["exchange-ha"]}""");
        spec["versions"]![0]!["subresources"]!.ToJsonString().ShouldBe("""{"status":{}}""");
    }

    [Fact]
    public void A_kind_has_its_columns_in_order() =>
        Balancer["spec"]!["versions"]![0]!["additionalPrinterColumns"]!.AsArray().Select(column => column!["name"]!.GetValue<string>())
            .ShouldBe(["Ready", "VIP", "Holder", "Backends", "Nodes", "Reason", "Age"]);

    [Theory]
    [InlineData("spec.vip.virtualRouterID", """{"type":"integer","format":"int32","minimum":1,"maximum":255}""")]
    [InlineData("spec.vip.transport", """{"type":"string","enum":["Multicast","Unicast"],"default":"Multicast"}""")]
    [InlineData("spec.vip.advertisementInterval", """{"type":"string","minLength":2,"maxLength":20,"pattern":"^([1-9][0-9]*d)?([0-9]+(ms|s|m|h))*$","default":"1s"}""")]
    [InlineData("spec.vip.preemption.enabled", """{"type":"boolean","default":true}""")]
    [InlineData("spec.datacenters[].priority", """{"type":"integer","format":"int32","minimum":1,"maximum":254}""")]
    [InlineData("spec.datacenters[].nodeSelector", """{"type":"object","x-kubernetes-map-type":"atomic","minProperties":1,"maxProperties":16,"additionalProperties":{"type":"string","maxLength":63,"pattern":"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$"}}""")]
    [InlineData("spec.datacenters[].tolerations[].effect", """{"type":"string","enum":["NoSchedule","PreferNoSchedule","NoExecute"]}""")]
    [InlineData("status.observedGeneration", """{"type":"integer","format":"int64"}""")]
    public void A_field_is_what_its_attributes_and_initializer_say(string path, string schema) => Undescribed(Field(Balancer, path)).ShouldBe(schema);

    [Theory]
    [InlineData("spec.services", "map", """["name"]""")]
    [InlineData("spec.datacenters", "map", """["name"]""")]
    [InlineData("spec.vip.addresses", "set", null)]
    [InlineData("spec.datacenters[].tolerations", "atomic", null)]
    [InlineData("status.conditions", "map", """["type"]""")]
    public void A_list_says_how_it_is_merged(string path, string type, string? keys)
    {
        Field(Balancer, path)["x-kubernetes-list-type"]!.GetValue<string>().ShouldBe(type);
        Field(Balancer, path)["x-kubernetes-list-map-keys"]?.ToJsonString().ShouldBe(keys);
    }

    [Fact]
    public void A_list_can_be_a_map_by_two_keys() => Field(Node, "status.haproxy.servers")["x-kubernetes-list-map-keys"]!.ToJsonString().ShouldBe("""["service","name"]""");

    [Fact]
    public void What_must_be_there_has_no_default()
    {
        Field(Balancer, "spec.datacenters[]")["required"]!.ToJsonString().ShouldBe("""["name","priority","nodeSelector","backends"]""");
        Field(Balancer, "spec.datacenters[].priority").ContainsKey("default").ShouldBeFalse();
    }

    [Fact]
    public void An_object_with_defaults_inside_is_there_by_default() => Field(Balancer, "spec.timeouts")["default"]!.ToJsonString().ShouldBe("{}");

    [Fact]
    public void A_default_is_what_its_attribute_says() => Field(Balancer, "spec.services")["default"]!.ToJsonString().ShouldBe("""[{"name":"https","port":443,"protocol":"HTTPS"}]""");

    [Fact]
    public void A_description_is_the_doc_comment_as_plain_text()
    {
        Field(Balancer, "status.backends")["description"]!.GetValue<string>().ShouldBe("Healthy servers of all servers, as 3/4.");
        Field(Balancer, "spec.datacenters[].backends[]")["description"]!.GetValue<string>().ShouldBe("An Exchange server.");
    }

    [Fact]
    public void Every_value_is_described_and_bounded()
    {
        // CEL's cost is estimated from the maxima; one without makes every rule above it too dear
        foreach (var (path, schema) in Walk("spec", Field(Balancer, "spec")).Concat(Walk("status", Field(Balancer, "status"))).Concat(Walk("status", Field(Node, "status"))))
        {
            if (!path.EndsWith(']'))
                schema.ContainsKey("description").ShouldBeTrue(path);
            var maximum = schema["type"]!.GetValue<string>() switch
            {
                "string" when !schema.ContainsKey("enum") && !schema.ContainsKey("format") => "maxLength",
                "array" => "maxItems",
                "object" when schema.ContainsKey("additionalProperties") => "maxProperties",
                _ => "type",
            };
            schema.ContainsKey(maximum).ShouldBeTrue($"{path} has no {maximum}");
        }
    }

    private static IEnumerable<(string Path, JsonObject Schema)> Walk(string path, JsonObject schema)
    {
        yield return (path, schema);
        var inner = (schema["properties"]?.AsObject() ?? []).Select(property => ($"{path}.{property.Key}", property.Value!.AsObject()));
        if (schema["items"] is JsonObject items)
            inner = inner.Append(($"{path}[]", items));
        foreach (var found in inner.SelectMany(child => Walk(child.Item1, child.Item2)))
            yield return found;
    }

    private static JsonObject Field(JsonObject definition, string path)
    {
        var schema = definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!;
        foreach (var part in path.Replace("[]", ".[]", StringComparison.Ordinal).Split('.'))
            schema = (part == "[]" ? schema["items"] : schema["properties"]![part])!;
        return schema.AsObject();
    }

    private static string Undescribed(JsonObject schema)
    {
        var copy = schema.DeepClone().AsObject();
        copy.Remove("description");
        return copy.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static ApiDocumentation LoadDocumentation()
    {
        using var xml = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "ExchangeHA.Balancing.xml"));
        return ApiDocumentation.Load(xml);
    }

    private static string Repository([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}
