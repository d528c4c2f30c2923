using ExchangeHA.Contract.Tests.Infrastructure;

namespace ExchangeHA.Contract.Tests;

/// <summary>Lists: what they select, in pages, of one version.</summary>
public abstract class ListContract(ApiServer server) : ServerContract(server)
{
    [Theory]
    [InlineData("l=1", "a")]
    [InlineData("l==1", "a")]
    [InlineData("l!=1", "b,c")]
    [InlineData("l", "a,b")]
    [InlineData("!l", "c")]
    [InlineData("l in (1,2)", "a,b")]
    [InlineData("l notin (1)", "b,c")]
    [InlineData("l,m=1", "b")]
    [InlineData("l=3", "")]
    public async Task Labels_select(string selector, string expected)
    {
        await ConfigMapAsync("a", ""","data":{}""");
        await Api.PatchAsync("configmaps", "a", """{"metadata":{"labels":{"l":"1"}}}""");
        await ConfigMapAsync("b");
        await Api.PatchAsync("configmaps", "b", """{"metadata":{"labels":{"l":"2","m":"1"}}}""");
        await ConfigMapAsync("c");
        (await OwnAsync($"?labelSelector={Uri.EscapeDataString(selector)}")).ShouldBe(expected.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_name_selects_and_so_do_few_other_fields()
    {
        await ConfigMapAsync("a");
        await ConfigMapAsync("b");
        (await OwnAsync("?fieldSelector=metadata.name%3Da")).ShouldBe(["a"]);
        (await OwnAsync("?fieldSelector=metadata.name!%3Da")).ShouldBe(["b"]);
        (await Api.ListAsync("configmaps", "?fieldSelector=data.x%3D1")).ShouldBeRefused(400, "BadRequest");
        (await Api.ListAsync("balancernodes", "?fieldSelector=spec.node%3Da")).ShouldBeRefused(400, "BadRequest");
        (await Api.CreateAsync("secrets", """{"metadata":{"name":"s"},"type":"test/own"}""")).ShouldSucceed(201);
        (await Api.ListAsync("secrets", "?fieldSelector=type%3Dtest/own")).Names().ShouldBe(["s"]);
    }

    [Fact]
    public async Task A_selector_that_is_none_is_refused() => (await Api.ListAsync("configmaps", "?labelSelector=a%3D%3D%3Db,")).ShouldBeRefused(400, "BadRequest");

    [Fact]
    public async Task A_list_is_in_the_order_of_names_and_says_its_version()
    {
        await ConfigMapAsync("b");
        var last = await ConfigMapAsync("a");
        var list = await Api.ListAsync("configmaps", "?fieldSelector=metadata.name!%3Dkube-root-ca.crt");
        list["kind"].ShouldBe("ConfigMapList");
        list["apiVersion"].ShouldBe("v1");
        list.Names().ShouldBe(["a", "b"]);
        long.Parse(list.Version).ShouldBeGreaterThanOrEqualTo(long.Parse(last.Version));
    }

    [Fact]
    public async Task All_pages_are_of_the_version_of_the_first()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
            await NodeReportAsync(name);
        var first = await Api.ListAsync("balancernodes", "?limit=2");
        first.Names().ShouldBe(["a", "b"]);
        first["metadata.remainingItemCount"].ShouldBe("3");
        await Api.DeleteAsync("balancernodes", "c");
        await Api.PatchAsync("balancernodes", "d", """{"metadata":{"labels":{"l":"1"}}}""");
        await NodeReportAsync("aa");
        await NodeReportAsync("f");
        var second = await Api.ListAsync("balancernodes", Continue(first));
        second.Names().ShouldBe(["c", "d"]);
        second.Version.ShouldBe(first.Version);
        second["items.1.metadata.labels.l"].ShouldBeNull();
        var third = await Api.ListAsync("balancernodes", Continue(second));
        third.Names().ShouldBe(["e"]);
        third["metadata.continue"].ShouldBe("");
        third.Version.ShouldBe(first.Version);
    }

    [Fact]
    public async Task Pages_of_a_selection_do_not_say_how_many_are_left()
    {
        foreach (var name in new[] { "a", "b", "c" })
            await NodeReportAsync(name);
        var first = await Api.ListAsync("balancernodes", "?limit=1&fieldSelector=metadata.name!%3Db");
        first.Names().ShouldBe(["a"]);
        first["metadata.remainingItemCount"].ShouldBeNull();
        (await Api.ListAsync("balancernodes", Continue(first) + "&fieldSelector=metadata.name!%3Db")).Names().ShouldBe(["c"]);
    }

    [Fact]
    public async Task A_token_that_is_none_is_refused() => (await Api.ListAsync("configmaps", "?limit=1&continue=invented")).ShouldBeRefused(400, "BadRequest");

    [Fact]
    public async Task Without_a_namespace_a_list_is_of_all()
    {
        await NodeReportAsync("a");
        var other = await Server.NewNamespaceAsync();
        (await other.CreateAsync("balancernodes", """{"metadata":{"name":"b"},"spec":{"balancer":"mail","datacenter":"dc1","node":"b"}}""")).ShouldSucceed(201);
        var everywhere = await Api.SendAsync(HttpMethod.Get, ApiAccess.Path("balancernodes", null));
        await Server.RemoveAsync(other);
        ((string[])[Api.Namespace, other.Namespace]).ShouldBeSubsetOf(everywhere.Body["items"]!.AsArray().Select(item => (string)item!["metadata"]!["namespace"]!));
    }

    [Fact]
    public async Task A_version_of_the_future_is_not_there_yet()
    {
        var now = long.Parse((await Api.ListAsync("balancernodes")).Version);
        (await Api.ListAsync("balancernodes", $"?resourceVersion={now + 1_000_000}")).ShouldBeRefused(504, "Timeout");
    }

    private static string Continue(Answer page) => $"?limit=2&continue={Uri.EscapeDataString(page["metadata.continue"]!)}";

    // a controller puts its own ConfigMap into every namespace of a real server
    private async Task<IEnumerable<string>> OwnAsync(string query) => (await Api.ListAsync("configmaps", query)).ShouldSucceed().Names().Where(name => name != "kube-root-ca.crt");
}
