using ExchangeHA.Contract.Tests.Infrastructure;

namespace ExchangeHA.Contract.Tests;

/// <summary>Watches: everything after a version, once, in order.</summary>
public abstract class WatchContract(ApiServer server) : ServerContract(server)
{
    [Fact]
    public async Task Every_change_after_the_version_comes_in_order()
    {
        var first = await NodeReportAsync("a");
        var start = first.Version;
        var changed = await Api.PatchAsync("balancernodes", "a", """{"spec":{"datacenter":"dc2"}}""");
        await Api.PatchAsync("balancernodes", "a", """{"spec":{"datacenter":"dc2"}}""");
        var reported = await Api.PatchAsync("balancernodes", "a/status", """{"status":{"haproxy":{"pod":"p"}}}""");
        await NodeReportAsync("b");
        await Api.DeleteAsync("balancernodes", "a");
        var events = await TakeAsync("balancernodes", $"&resourceVersion={start}", 4);
        events.Select(Told).ShouldBe(["MODIFIED a", "MODIFIED a", "ADDED b", "DELETED a"]);
        events[0]["object.metadata.resourceVersion"].ShouldBe(changed.Version);
        events[1]["object.metadata.resourceVersion"].ShouldBe(reported.Version);
        events[1]["object.kind"].ShouldBe("BalancerNode");
        // a deletion has a version of its own: a watch that begins there does not tell it again
        var versions = events.Select(item => long.Parse(item["object.metadata.resourceVersion"]!)).ToList();
        versions.ShouldBe(versions.Order());
        versions.Distinct().Count().ShouldBe(4);
        (await TakeAsync("balancernodes", $"&resourceVersion={versions[2]}", 1)).Select(Told).ShouldBe(["DELETED a"]);
    }

    [Fact]
    public async Task Without_a_version_it_begins_with_what_there_is()
    {
        await NodeReportAsync("b");
        await NodeReportAsync("a");
        (await TakeAsync("balancernodes", "", 2)).Select(Told).ShouldBe(["ADDED a", "ADDED b"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_comes_into_a_selection_is_added_and_what_goes_out_is_deleted()
    {
        var start = (await NodeReportAsync("a")).Version;
        await Api.PatchAsync("balancernodes", "a", """{"metadata":{"labels":{"l":"1"}}}""");
        await Api.PatchAsync("balancernodes", "a", """{"metadata":{"labels":{"m":"1"}}}""");
        var left = await Api.PatchAsync("balancernodes", "a", """{"metadata":{"labels":{"l":"2"}}}""");
        await Api.PatchAsync("balancernodes", "a", """{"metadata":{"labels":{"m":"2"}}}""");
        await Api.PatchAsync("balancernodes", "a", """{"metadata":{"labels":{"l":"1"}}}""");
        var events = await TakeAsync("balancernodes", $"&resourceVersion={start}&labelSelector=l%3D1", 4);
        events.Select(Told).ShouldBe(["ADDED a", "MODIFIED a", "DELETED a", "ADDED a"]);
        events[2]["object.metadata.resourceVersion"].ShouldBe(left.Version);
        events[2]["object.metadata.labels.l"].ShouldBe("1");
    }

    [Fact]
    public async Task One_object_can_be_watched_by_its_name()
    {
        var start = (await NodeReportAsync("a")).Version;
        await NodeReportAsync("b");
        await Api.DeleteAsync("balancernodes", "a");
        await Api.DeleteAsync("balancernodes", "b");
        (await TakeAsync("balancernodes", $"&resourceVersion={start}&fieldSelector=metadata.name%3Db", 2)).Select(Told).ShouldBe(["ADDED b", "DELETED b"]);
    }

    [Fact]
    public async Task An_object_that_a_finalizer_holds_is_modified_before_it_is_deleted()
    {
        var start = (await ConfigMapAsync("first")).Version;
        (await Api.CreateAsync("configmaps", """{"metadata":{"name":"a","finalizers":["test/held"]}}""")).ShouldSucceed(201);
        await Api.DeleteAsync("configmaps", "a");
        await Api.PatchAsync("configmaps", "a", """{"metadata":{"finalizers":null}}""");
        (await TakeAsync("configmaps", $"&resourceVersion={start}&fieldSelector=metadata.name%3Da", 3)).Select(Told).ShouldBe(["ADDED a", "MODIFIED a", "DELETED a"]);
    }

    [Fact]
    public async Task A_version_that_is_forgotten_is_told_by_an_event()
    {
        await NodeReportAsync("a");
        var error = (await TakeAsync("balancernodes", "&resourceVersion=1", 1)).ShouldHaveSingleItem();
        error.Code.ShouldBe(200);
        error["type"].ShouldBe("ERROR");
        error["object.kind"].ShouldBe("Status");
        error["object.code"].ShouldBe("410");
        error["object.reason"].ShouldBe("Expired");
    }

    [Fact]
    public async Task A_watch_ends_in_order_when_its_time_is_over_and_a_bookmark_says_how_far_it_came()
    {
        var start = (await NodeReportAsync("a")).Version;
        var last = await ConfigMapAsync("other");
        // nobody is promised a bookmark in every stream, and a server gives none that would say no more than where the stream began: so something else changes meanwhile
        IReadOnlyList<Answer> events = [];
        for (var streams = 0; events.Count == 0 && streams < 12; streams++)
        {
            var taking = TakeAsync("balancernodes", $"&resourceVersion={start}&fieldSelector=metadata.name%3Da&timeoutSeconds=5&allowWatchBookmarks=true", int.MaxValue);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await NodeReportAsync($"b{streams}");
            events = [.. await taking];
            events.ShouldAllBe(item => item["type"] == "BOOKMARK");
        }
        events.ShouldNotBeEmpty();
        events[^1]["object.kind"].ShouldBe("BalancerNode");
        long.Parse(events[^1]["object.metadata.resourceVersion"]!).ShouldBeGreaterThan(long.Parse(start));
        last.Code.ShouldBe(201);
    }

    [Fact]
    public async Task Nobody_gets_bookmarks_who_has_not_asked_for_them()
    {
        var start = (await NodeReportAsync("a")).Version;
        (await TakeAsync("balancernodes", $"&resourceVersion={start}&timeoutSeconds=4", int.MaxValue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_selector_that_is_none_is_refused() =>
        (await TakeAsync("balancernodes", "&fieldSelector=spec.node%3Da", 1)).ShouldHaveSingleItem().ShouldBeRefused(400, "BadRequest");

    private static string Told(Answer item) => $"{item["type"]} {item["object.metadata.name"]}";

    private async Task<List<Answer>> TakeAsync(string kind, string query, int count)
    {
        var events = new List<Answer>();
        await foreach (var item in Api.WatchAsync(kind, query))
        {
            events.Add(item);
            if (events.Count == count)
                break;
        }
        return events;
    }
}
