using System.Text.Json.Nodes;
using ExchangeHA.Contract.Tests.Infrastructure;

namespace ExchangeHA.Contract.Tests;

/// <summary>Server-side apply: who says what about an object.</summary>
public abstract class ApplyContract(ApiServer server) : ServerContract(server)
{
    private const string Force = "&force=true";

    [Fact]
    public async Task The_first_apply_creates_the_next_one_changes_and_the_same_again_does_nothing()
    {
        (await ApplyAsync("one", """{"data":{"x":"1"}}""")).ShouldSucceed(201).ManagersOf("f:data/f:x").ShouldBe(["one Apply"]);
        var second = (await ApplyAsync("one", """{"data":{"x":"2"}}""")).ShouldSucceed();
        second["data.x"].ShouldBe("2");
        (await ApplyAsync("one", """{"data":{"x":"2"}}""")).ShouldSucceed().Version.ShouldBe(second.Version);
    }

    [Fact]
    public async Task What_its_manager_leaves_out_goes_and_what_others_manage_stays()
    {
        await ApplyAsync("one", """{"metadata":{"labels":{"l":"1"}},"data":{"x":"1","y":"1"}}""");
        await ApplyAsync("two", """{"data":{"z":"1"}}""");
        var left = (await ApplyAsync("one", """{"data":{"x":"1"}}""")).ShouldSucceed();
        left.Json("data")!.ToJsonString().ShouldBe("""{"x":"1","z":"1"}""");
        left.Json("metadata.labels").ShouldBeNull();
        (await ApplyAsync("one", "{}")).ShouldSucceed().Json("data")!.ToJsonString().ShouldBe("""{"z":"1"}""");
    }

    [Fact]
    public async Task Another_managers_field_is_changed_by_force_alone()
    {
        await ApplyAsync("one", """{"data":{"x":"1","y":"1"}}""");
        var conflict = (await ApplyAsync("two", """{"data":{"x":"2","y":"1"}}""")).ShouldBeRefused(409, "Conflict");
        conflict["details.causes.0.reason"].ShouldBe("FieldManagerConflict");
        conflict["details.causes.0.field"].ShouldBe(".data.x");
        conflict["details.causes.0.message"].ShouldBe("conflict with \"one\"");
        conflict.Json("details.causes")!.AsArray().Count.ShouldBe(1);
        var forced = (await ApplyAsync("two", """{"data":{"x":"2","y":"1"}}""", Force)).ShouldSucceed();
        forced["data.x"].ShouldBe("2");
        forced.ManagersOf("f:data/f:x").ShouldBe(["two Apply"]);
        forced.ManagersOf("f:data/f:y").ShouldBe(["one Apply", "two Apply"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_two_say_alike_stays_while_one_of_them_says_it()
    {
        await ApplyAsync("one", """{"data":{"x":"1"}}""");
        (await ApplyAsync("two", """{"data":{"x":"1"}}""")).ShouldSucceed();
        (await ApplyAsync("one", """{"data":{"y":"1"}}""")).ShouldSucceed()["data.x"].ShouldBe("1");
        (await ApplyAsync("two", """{"data":{"z":"1"}}""")).ShouldSucceed()["data.x"].ShouldBeNull();
    }

    [Fact]
    public async Task An_update_takes_over_what_it_changes()
    {
        await ApplyAsync("one", """{"data":{"x":"1","y":"1"}}""");
        var patched = (await Api.PatchAsync("configmaps", "a", """{"data":{"x":"2"}}""")).ShouldSucceed();
        patched.ManagersOf("f:data/f:x").ShouldBe([$"{ApiAccess.UserAgent} Update"]);
        patched.ManagersOf("f:data/f:y").ShouldBe(["one Apply"]);
        (await ApplyAsync("one", """{"data":{"x":"1","y":"1"}}""")).ShouldBeRefused(409, "Conflict")["details.causes.0.field"].ShouldBe(".data.x");
        (await ApplyAsync("one", """{"data":{"x":"1","y":"1"}}""", Force)).ShouldSucceed().ManagersOf("f:data/f:x").ShouldBe(["one Apply"]);
    }

    [Fact]
    public async Task The_same_name_that_updates_and_applies_is_two_managers()
    {
        await ConfigMapAsync("a", ""","data":{"x":"1"}""");
        (await ApplyAsync(ApiAccess.UserAgent, """{"data":{"x":"2"}}""")).ShouldBeRefused(409, "Conflict");
        (await ApplyAsync(ApiAccess.UserAgent, """{"data":{"x":"1"}}""")).ShouldSucceed().ManagersOf("f:data/f:x")
            .ShouldBe([$"{ApiAccess.UserAgent} Update", $"{ApiAccess.UserAgent} Apply"], ignoreOrder: true);
    }

    [Fact]
    public async Task Items_with_keys_have_managers_of_their_own()
    {
        await BalancerAsync("one", """{"interface":"eth0","backends":[{"name":"exch1","host":"a"},{"name":"exch2","host":"b"}]}""");
        var both = (await BalancerAsync("two", """{"backends":[{"name":"exch3","host":"c"},{"name":"exch1","host":"a"}]}""", Force)).ShouldSucceed();
        Backends(both).ShouldBe(["exch1=a", "exch2=b", "exch3=c"]);
        (await BalancerAsync("two", """{"backends":[{"name":"exch1","host":"x"}]}""")).ShouldBeRefused(409, "Conflict")["details.causes.0.field"]
            .ShouldBe(".spec.datacenters[name=\"dc1\"].backends[name=\"exch1\"].host");
        // exch1 has two managers, exch2 one, exch3 the other
        var left = (await BalancerAsync("one", """{"backends":[{"name":"exch2","host":"b"}]}""")).ShouldSucceed();
        Backends(left).ShouldBe(["exch1=a", "exch2=b", "exch3=c"]);
        Backends((await BalancerAsync("two", """{"backends":[{"name":"exch3","host":"c"}]}""")).ShouldSucceed()).ShouldBe(["exch2=b", "exch3=c"]);
    }

    [Fact]
    public async Task Values_of_a_set_have_managers_of_their_own()
    {
        await AddressesAsync("one", """["10.0.0.1","10.0.0.2"]""");
        Addresses(await AddressesAsync("two", """["10.0.0.3","10.0.0.2"]""")).ShouldBe(["10.0.0.1", "10.0.0.2", "10.0.0.3"]);
        Addresses(await AddressesAsync("one", """["10.0.0.1"]""")).ShouldBe(["10.0.0.1", "10.0.0.2", "10.0.0.3"]);
        Addresses(await AddressesAsync("two", """["10.0.0.3"]""")).ShouldBe(["10.0.0.1", "10.0.0.3"]);
    }

    [Fact]
    public async Task An_atomic_list_has_one_manager()
    {
        await BalancerAsync("one", """{"tolerations":[{"key":"a","operator":"Exists"}]}""");
        (await BalancerAsync("two", """{"tolerations":[{"key":"b","operator":"Exists"}]}""")).ShouldBeRefused(409, "Conflict")["details.causes.0.field"]
            .ShouldBe(".spec.datacenters[name=\"dc1\"].tolerations");
        (await BalancerAsync("two", """{"tolerations":[{"key":"b","operator":"Exists"}]}""", Force)).ShouldSucceed().Json("spec.datacenters.0.tolerations")!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_item_without_its_key_and_two_of_one_key_are_refused()
    {
        (await BalancerAsync("one", """{"backends":[{"host":"a"}]}""")).Code.ShouldBeGreaterThanOrEqualTo(400);
        (await BalancerAsync("one", """{"backends":[{"name":"a","host":"a"},{"name":"a","host":"b"}]}""")).Code.ShouldBeGreaterThanOrEqualTo(400);
        (await Api.GetAsync("exchangebalancers", "mail")).ShouldBeRefused(404, "NotFound");
    }

    [Fact]
    public async Task A_default_is_nobodys_and_goes_over_to_who_applies_it()
    {
        var first = (await BalancerAsync("one", """{"interface":"eth0"}""")).ShouldSucceed(201);
        first["spec.balancing"].ShouldBe("RoundRobin");
        first.ManagersOf("f:spec/f:balancing").ShouldBeEmpty();
        var second = (await ApplyBalancerAsync("two", """{"spec":{"balancing":"Source"}}""")).ShouldSucceed();
        second["spec.balancing"].ShouldBe("Source");
        (await ApplyBalancerAsync("two", """{"spec":{}}""")).ShouldSucceed()["spec.balancing"].ShouldBe("RoundRobin");
    }

    [Fact]
    public async Task Two_agents_report_into_one_status()
    {
        await NodeReportAsync("node-a");
        await StatusAsync("haproxy-agent", """{"haproxy":{"pod":"p","servers":[{"service":"https","name":"exch1","state":"Up"},{"service":"smtp","name":"exch1","state":"Down"}]}}""");
        var both = (await StatusAsync("keepalived-agent", """{"vrrp":{"pod":"q","state":"MASTER"}}""")).ShouldSucceed();
        both["status.haproxy.pod"].ShouldBe("p");
        both["status.vrrp.state"].ShouldBe("MASTER");
        both["metadata.generation"].ShouldBe("1");
        both.ManagersOf("f:status/f:vrrp/f:state").ShouldBe(["keepalived-agent Apply"]);
        var fewer = (await StatusAsync("haproxy-agent", """{"haproxy":{"pod":"p","servers":[{"service":"smtp","name":"exch1","state":"Up"}]}}""")).ShouldSucceed();
        fewer.Json("status.haproxy.servers")!.AsArray().Count.ShouldBe(1);
        fewer["status.haproxy.servers.0.state"].ShouldBe("Up");
        fewer["status.vrrp.state"].ShouldBe("MASTER");
        (await StatusAsync("haproxy-agent", """{"haproxy":{"pod":"p","servers":[{"service":"smtp","name":"exch1","state":"Up"}]}}""")).ShouldSucceed().Version.ShouldBe(fewer.Version);
    }

    [Fact]
    public async Task A_status_does_not_create_its_object() => (await StatusAsync("haproxy-agent", """{"haproxy":{"pod":"p"}}""", "none")).ShouldBeRefused(404, "NotFound");

    [Fact]
    public async Task A_status_changes_nothing_of_the_wish()
    {
        await NodeReportAsync("node-a");
        var applied = (await Api.ApplyAsync("balancernodes", "node-a/status", "agent", """{"metadata":{"name":"node-a","labels":{"l":"1"}},"spec":{"datacenter":"dc9"},"status":{"vrrp":{"pod":"q"}}}""", Force)).ShouldSucceed();
        applied["spec.datacenter"].ShouldBe("dc1");
        applied["status.vrrp.pod"].ShouldBe("q");
        applied.Json("metadata.labels").ShouldBeNull();
    }

    [Fact]
    public async Task An_apply_may_demand_a_version()
    {
        var first = (await ApplyAsync("one", """{"data":{"x":"1"}}""")).ShouldSucceed(201);
        await ApplyAsync("one", """{"data":{"x":"2"}}""");
        (await ApplyAsync("one", $$$"""{"metadata":{"resourceVersion":"{{{first.Version}}}"},"data":{"x":"3"}}""")).ShouldBeRefused(409, "Conflict");
    }

    [Fact]
    public async Task An_apply_without_a_manager_or_with_managed_fields_is_refused()
    {
        (await Api.SendAsync(HttpMethod.Patch, $"{Api.Path("configmaps")}/a", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""", "application/apply-patch+yaml")).ShouldBeRefused(422, "Invalid");
        (await ApplyAsync("one", """{"metadata":{"managedFields":[{"manager":"x","operation":"Apply","apiVersion":"v1"}]}}""")).ShouldBeRefused(400, "BadRequest");
    }

    [Fact]
    public async Task A_configuration_names_its_object() => (await Api.SendAsync(
        HttpMethod.Patch, $"{Api.Path("configmaps")}/a?fieldManager=one", """{"apiVersion":"v1","kind":"ConfigMap"}""", "application/apply-patch+yaml")).ShouldBeRefused(400, "BadRequest");

    [Fact]
    public async Task Owners_and_finalizers_have_managers_of_their_own()
    {
        var owner = await ConfigMapAsync("owner");
        var reference = $$"""{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"{{owner["metadata.uid"]}}"}""";
        await ApplyAsync("one", $$$"""{"metadata":{"ownerReferences":[{{{reference}}}],"finalizers":["test/one"]}}""");
        var both = (await ApplyAsync("two", """{"metadata":{"finalizers":["test/two"]}}""")).ShouldSucceed();
        both.Json("metadata.finalizers")!.AsArray().Select(item => (string)item!).ShouldBe(["test/one", "test/two"]);
        var left = (await ApplyAsync("one", "{}")).ShouldSucceed();
        left.Json("metadata.finalizers")!.ToJsonString().ShouldBe("""["test/two"]""");
        left.Json("metadata.ownerReferences").ShouldBeNull();
        await Api.PatchAsync("configmaps", "a", """{"metadata":{"finalizers":null}}""");
    }

    [Fact]
    public async Task Containers_have_managers_of_their_own()
    {
        const string rest = "\"selector\":{\"matchLabels\":{\"l\":\"1\"}},\"template\":{\"metadata\":{\"labels\":{\"l\":\"1\"}},\"spec\":";
        (await DaemonSetAsync("one", rest + """{"containers":[{"name":"c","image":"one","env":[{"name":"A","value":"1"}],"args":["x"]}]}}""")).ShouldSucceed(201)["metadata.generation"].ShouldBe("1");
        var both = (await DaemonSetAsync("two", rest + """{"containers":[{"name":"c","env":[{"name":"B","value":"2"}]}]}}""")).ShouldSucceed();
        both["metadata.generation"].ShouldBe("2");
        both["spec.template.spec.containers.0.image"].ShouldBe("one");
        both.Json("spec.template.spec.containers.0.env")!.AsArray().Select(item => (string)item!["name"]!).ShouldBe(["A", "B"]);
        (await DaemonSetAsync("two", rest + """{"containers":[{"name":"c","args":["y"]}]}}""")).ShouldBeRefused(409, "Conflict");
        (await DaemonSetAsync("one", rest + """{"containers":[{"name":"c","image":"one","args":["x"]}]}}""")).ShouldSucceed()
            .Json("spec.template.spec.containers.0.env")!.AsArray().Select(item => (string)item!["name"]!).ShouldBe(["B"]);
    }

    private Task<Answer> ApplyAsync(string manager, string json, string query = "") => Api.ApplyAsync("configmaps", "a", manager, json, query);

    private Task<Answer> ApplyBalancerAsync(string manager, string json, string query = "") => Api.ApplyAsync("exchangebalancers", "mail", manager, json, query);

    private Task<Answer> BalancerAsync(string manager, string datacenter, string query = "")
    {
        var body = JsonNode.Parse(ObjectContract.Balancer(datacenter))!;
        return ApplyBalancerAsync(manager, body.ToJsonString(), query);
    }

    private async Task<Answer> AddressesAsync(string manager, string addresses)
    {
        var body = JsonNode.Parse(ObjectContract.Balancer("{}"))!;
        body["spec"]!["vip"]!["addresses"] = JsonNode.Parse(addresses);
        return await ApplyBalancerAsync(manager, body.ToJsonString());
    }

    private Task<Answer> StatusAsync(string manager, string status, string name = "node-a") =>
        Api.ApplyAsync("balancernodes", $"{name}/status", manager, $$$"""{"metadata":{"name":"{{{name}}}"},"status":{{{status}}}}""", Force);

    private Task<Answer> DaemonSetAsync(string manager, string spec) => Api.ApplyAsync("daemonsets", "d", manager, $$$"""{"spec":{{{{spec}}}}}""");

    private static IEnumerable<string> Backends(Answer balancer) =>
        balancer.Json("spec.datacenters.0.backends")!.AsArray().Select(item => $"{(string)item!["name"]!}={(string)item["host"]!}");

    private static IEnumerable<string> Addresses(Answer balancer) => balancer.Json("spec.vip.addresses")!.AsArray().Select(item => (string)item!);
}
