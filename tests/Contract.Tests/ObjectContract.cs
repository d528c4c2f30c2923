using System.Text.Json.Nodes;
using ExchangeHA.Contract.Tests.Infrastructure;

namespace ExchangeHA.Contract.Tests;

/// <summary>Objects are created, read, replaced and patched.</summary>
public abstract class ObjectContract(ApiServer server) : ServerContract(server)
{
    [Fact]
    public async Task A_new_object_gets_a_uid_a_version_and_its_time()
    {
        var created = await ConfigMapAsync("a", ""","data":{"x":"1"}""");
        created["metadata.namespace"].ShouldBe(Api.Namespace);
        Guid.Parse(created["metadata.uid"]!).ShouldNotBe(Guid.Empty);
        created["metadata.creationTimestamp"]!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
        created["metadata.generation"].ShouldBeNull();
        created.ManagersOf("f:data/f:x").ShouldBe([$"{ApiAccess.UserAgent} Update"]);
        JsonNode.DeepEquals((await Api.GetAsync("configmaps", "a")).Body, created.Body).ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await ConfigMapAsync("a");
        (await Api.CreateAsync("configmaps", """{"metadata":{"name":"a"}}""")).ShouldBeRefused(409, "AlreadyExists")["message"].ShouldBe("configmaps \"a\" already exists");
    }

    [Fact]
    public async Task A_name_can_be_made_up_by_the_server() =>
        (await Api.CreateAsync("configmaps", """{"metadata":{"generateName":"a-"}}""")).ShouldSucceed(201)["metadata.name"]!.ShouldMatch("^a-[a-z0-9]{5}$");

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var answer = (await Api.GetAsync("leases", "none")).ShouldBeRefused(404, "NotFound");
        answer["message"].ShouldBe("leases.coordination.k8s.io \"none\" not found");
        answer["details.name"].ShouldBe("none");
        answer["details.group"].ShouldBe("coordination.k8s.io");
        answer["details.kind"].ShouldBe("leases");
        (await Api.PatchAsync("configmaps", "none", "{}")).ShouldBeRefused(404, "NotFound");
        (await Api.ReplaceAsync("configmaps", "none", JsonNode.Parse("""{"metadata":{"name":"none"}}""")!)).ShouldBeRefused(404, "NotFound");
        (await Api.SendAsync(HttpMethod.Get, "/apis/exchange-ha.io/v1alpha1/inventions")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Without_its_namespace_there_is_no_object() => (await Api.SendAsync(HttpMethod.Post, ApiAccess.Path("configmaps", "none"), """{"metadata":{"name":"a"}}"""))
        .ShouldBeRefused(404, "NotFound")["message"].ShouldBe("namespaces \"none\" not found");

    [Fact]
    public async Task A_new_object_has_no_version_yet() =>
        (await Api.CreateAsync("configmaps", """{"metadata":{"name":"a","resourceVersion":"1"}}""")).Code.ShouldBe(500);

    [Fact]
    public async Task A_body_that_is_no_object_is_refused() => (await Api.SendAsync(HttpMethod.Post, Api.Path("configmaps"), "{")).ShouldBeRefused(400, "BadRequest");

    [Fact]
    public async Task Who_has_seen_the_last_version_may_replace_it_and_nobody_else()
    {
        var first = await ConfigMapAsync("a", ""","data":{"x":"1"}""");
        var second = (await Api.ReplaceAsync("configmaps", "a", With(first, "data", """{"x":"2"}"""))).ShouldSucceed();
        long.Parse(second.Version).ShouldBeGreaterThan(long.Parse(first.Version));
        second["data.x"].ShouldBe("2");
        second["metadata.uid"].ShouldBe(first["metadata.uid"]);
        (await Api.ReplaceAsync("configmaps", "a", With(first, "data", """{"x":"3"}"""))).ShouldBeRefused(409, "Conflict")["message"]
            .ShouldBe("Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again");
        (await Api.PatchAsync("configmaps", "a", $$$"""{"metadata":{"resourceVersion":"{{{first.Version}}}"},"data":{"x":"3"}}""")).ShouldBeRefused(409, "Conflict");
        (await Api.GetAsync("configmaps", "a"))["data.x"].ShouldBe("2");
    }

    [Fact]
    public async Task A_write_that_changes_nothing_makes_no_version()
    {
        var first = await ConfigMapAsync("a", ""","data":{"x":"1"}""");
        (await Api.ReplaceAsync("configmaps", "a", first.Body)).ShouldSucceed().Version.ShouldBe(first.Version);
        (await Api.PatchAsync("configmaps", "a", """{"data":{"x":"1"}}""")).ShouldSucceed().Version.ShouldBe(first.Version);
    }

    [Fact]
    public async Task Some_kinds_are_replaced_without_a_version_others_are_not()
    {
        await ConfigMapAsync("a");
        (await Api.ReplaceAsync("configmaps", "a", JsonNode.Parse("""{"metadata":{"name":"a"},"data":{"x":"1"}}""")!)).ShouldSucceed()["data.x"].ShouldBe("1");
        (await Api.CreateAsync("leases", """{"metadata":{"name":"a"}}""")).ShouldSucceed(201);
        (await Api.ReplaceAsync("leases", "a", JsonNode.Parse("""{"metadata":{"name":"a"}}""")!)).ShouldBeRefused(422, "Invalid")["details.causes.0.field"].ShouldBe("metadata.resourceVersion");
        var report = await NodeReportAsync("node-a");
        report.Body["metadata"]!.AsObject().Remove("resourceVersion");
        (await Api.ReplaceAsync("balancernodes", "node-a", report.Body)).ShouldBeRefused(422, "Invalid");
    }

    [Fact]
    public async Task A_lease_that_is_not_there_is_created_by_its_replacement() =>
        (await Api.ReplaceAsync("leases", "a", JsonNode.Parse("""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"a"},"spec":{"holderIdentity":"me"}}""")!))
            .ShouldSucceed(201)["spec.holderIdentity"].ShouldBe("me");

    [Fact]
    public async Task A_replacement_is_of_the_same_object_or_refused()
    {
        var first = await ConfigMapAsync("a");
        (await Api.ReplaceAsync("configmaps", "a", JsonNode.Parse("""{"metadata":{"name":"b"}}""")!)).ShouldBeRefused(400, "BadRequest");
        var other = first.Body.DeepClone();
        other["metadata"]!["uid"] = Guid.NewGuid().ToString();
        (await Api.ReplaceAsync("configmaps", "a", other)).ShouldBeRefused(409, "Conflict");
    }

    [Fact]
    public async Task A_merge_patch_sets_and_removes()
    {
        await ConfigMapAsync("a", ""","data":{"x":"1","y":"1"}""");
        var patched = (await Api.PatchAsync("configmaps", "a", """{"metadata":{"labels":{"l":"1"}},"data":{"x":null,"z":"1"}}""")).ShouldSucceed();
        patched.Json("data")!.ToJsonString().ShouldBe("""{"y":"1","z":"1"}""");
        patched["metadata.labels.l"].ShouldBe("1");
    }

    [Fact]
    public async Task The_generation_counts_what_is_wished()
    {
        var report = await NodeReportAsync("node-a");
        report["metadata.generation"].ShouldBe("1");
        (await Api.PatchAsync("balancernodes", "node-a", """{"metadata":{"labels":{"l":"1"}}}"""))["metadata.generation"].ShouldBe("1");
        (await Api.PatchAsync("balancernodes", "node-a/status", """{"status":{"haproxy":{"pod":"p"}}}""")).ShouldSucceed()["metadata.generation"].ShouldBe("1");
        (await Api.PatchAsync("balancernodes", "node-a", """{"spec":{"datacenter":"dc2"}}"""))["metadata.generation"].ShouldBe("2");
        (await Api.PatchAsync("balancernodes", "node-a", """{"spec":{"datacenter":"dc2"}}"""))["metadata.generation"].ShouldBe("2");
    }

    [Fact]
    public async Task The_status_is_written_by_its_subresource_alone_and_nothing_else_is()
    {
        var created = (await Api.CreateAsync("balancernodes", """{"metadata":{"name":"a"},"spec":{"balancer":"mail","datacenter":"dc1","node":"a"},"status":{"haproxy":{"pod":"p"}}}""")).ShouldSucceed(201);
        created.Json("status").ShouldBeNull();
        (await Api.PatchAsync("balancernodes", "a", """{"status":{"haproxy":{"pod":"p"}}}""")).ShouldSucceed().Version.ShouldBe(created.Version);
        var status = (await Api.PatchAsync("balancernodes", "a/status", """{"metadata":{"labels":{"l":"1"}},"spec":{"node":"b"},"status":{"haproxy":{"pod":"p"}}}""")).ShouldSucceed();
        status["status.haproxy.pod"].ShouldBe("p");
        status["spec.node"].ShouldBe("a");
        status.Json("metadata.labels").ShouldBeNull();
        var replaced = (await Api.ReplaceAsync("balancernodes", "a", With(status, "status", """{"haproxy":{"pod":"q"}}"""))).ShouldSucceed();
        replaced["status.haproxy.pod"].ShouldBe("p");
        (await Api.ReplaceAsync("balancernodes", "a/status", With(replaced, "status", """{"haproxy":{"pod":"q"}}"""))).ShouldSucceed()["status.haproxy.pod"].ShouldBe("q");
    }

    [Fact]
    public async Task A_custom_resource_gets_its_defaults_and_loses_what_its_schema_does_not_know()
    {
        var created = (await Api.CreateAsync("exchangebalancers", Balancer("""{"interface":"eth0","invention":true}"""))).ShouldSucceed(201);
        created["spec.vip.transport"].ShouldBe("Multicast");
        created["spec.healthCheck.rise"].ShouldBe("2");
        created["spec.services.0.name"].ShouldBe("https");
        created["spec.datacenters.0.state"].ShouldBe("Active");
        created["spec.datacenters.0.interface"].ShouldBe("eth0");
        created.Json("spec.datacenters.0.invention").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"backends":[{"name":"exch1"}]}""", "spec.datacenters.backends.host")]
    [InlineData("""{"priority":"high"}""", "spec.datacenters.priority")]
    [InlineData("""{"priority":0}""", "spec.datacenters.priority")]
    [InlineData("""{"priority":255}""", "spec.datacenters.priority")]
    [InlineData("""{"state":"Asleep"}""", "spec.datacenters.state")]
    [InlineData("""{"interface":""}""", "spec.datacenters.interface")]
    [InlineData("""{"interface":"an interface"}""", "spec.datacenters.interface")]
    [InlineData("""{"backends":[]}""", "spec.datacenters.backends")]
    public async Task A_value_that_its_schema_forbids_is_refused(string datacenter, string field) =>
        (await Api.CreateAsync("exchangebalancers", Balancer(datacenter))).ShouldBeRefused(422, "Invalid")["details.causes.0.field"].ShouldBe(field);

    [Fact]
    public async Task A_secret_takes_text_and_gives_bytes()
    {
        var created = (await Api.CreateAsync("secrets", """{"metadata":{"name":"a"},"stringData":{"x":"text"}}""")).ShouldSucceed(201);
        created["data.x"].ShouldBe("dGV4dA==");
        created["type"].ShouldBe("Opaque");
        created.Json("stringData").ShouldBeNull();
    }

    internal static string Balancer(string datacenter)
    {
        var dc = JsonNode.Parse(datacenter)!.AsObject();
        dc["name"] = "dc1";
        dc["priority"] ??= 101;
        dc["interface"] ??= "eth0";
        dc["nodeSelector"] ??= new JsonObject { ["zone"] = "dc1" };
        dc["backends"] ??= JsonNode.Parse("""[{"name":"exch1","host":"exch1.domain.com"}]""");
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "mail" },
            ["spec"] = new JsonObject { ["vip"] = JsonNode.Parse("""{"addresses":["10.0.0.1"]}"""), ["datacenters"] = new JsonArray(dc) },
        }.ToJsonString();
    }

    private static JsonNode With(Answer answer, string field, string json)
    {
        var body = answer.Body.DeepClone();
        body[field] = JsonNode.Parse(json);
        return body;
    }
}
