using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests;

public sealed class WatchTests : IAsyncLifetime
{
    private ScriptedApiServer _server = null!;
    private KubernetesClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await ScriptedApiServer.StartAsync();
        _client = Clients.Create(_server);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Events_come_in_order_and_a_clean_end_is_no_error()
    {
        _server.ThenStream(
            Sample.Event("ADDED", Sample.Json("a", "11")),
            Sample.Event("MODIFIED", Sample.Json("a", "12")),
            "\n",
            """{"object":""" + Sample.Json("a", "13") + ""","type":"DELETED"}""" + "\n",
            Sample.Event("BOOKMARK", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"20"}}"""),
            Sample.Event("INVENTED", Sample.Json("a", "21")));
        var events = await WatchAsync("10", TimeSpan.FromSeconds(300.4));
        events.Select(e => (e.Type, e.Object.Metadata.Name, e.Object.Metadata.ResourceVersion)).ShouldBe([
            (WatchEventType.Bookmark, null, "10"),
            (WatchEventType.Added, "a", "11"),
            (WatchEventType.Modified, "a", "12"),
            (WatchEventType.Deleted, "a", "13"),
            (WatchEventType.Bookmark, null, "20"),
        ]);
        _server.Requests.Single().PathAndQuery.ShouldBe("/api/v1/namespaces/ns/configmaps?watch=true&allowWatchBookmarks=true&resourceVersion=10&timeoutSeconds=301");
    }

    [Fact]
    public async Task An_undecodable_object_stops_nobody_else()
    {
        _server.ThenStream(
            Sample.Event("MODIFIED", Sample.BrokenJson("bad", "11")),
            Sample.Event("ADDED", Sample.Json("good", "12")),
            Sample.Event("DELETED", Sample.BrokenJson("bad", "13")));
        var events = await WatchAsync("10");
        events.Skip(1).Select(e => (e.Type, e.Object.Metadata.Name, e.Object.Metadata.ResourceVersion)).ShouldBe([
            (WatchEventType.Bookmark, null, "11"),
            (WatchEventType.Added, "good", "12"),
            (WatchEventType.Deleted, "bad", "13"),
        ]);
        NamespacedName.Of(events[^1].Object).ShouldBe(new NamespacedName("ns", "bad"));
    }

    [Fact]
    public async Task Gone_is_told_in_both_its_forms()
    {
        _server.ThenFail(410, "Expired").ThenStream(Sample.Event("ADDED", Sample.Json("a", "11")), Sample.Event("ERROR", ScriptedApiServer.Status(410, "Gone")));
        (await Should.ThrowAsync<KubernetesException>(() => WatchAsync("10"))).IsGone.ShouldBeTrue();
        (await Should.ThrowAsync<KubernetesException>(() => WatchAsync("10"))).IsGone.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_that_ends_within_an_event_is_an_error()
    {
        _server.ThenStream(Sample.Event("ADDED", Sample.Json("a", "11"))[..40]);
        await Should.ThrowAsync<IOException>(() => WatchAsync("10"));
    }

    [Fact]
    public async Task A_last_event_without_a_line_end_counts()
    {
        _server.ThenStream(Sample.Event("ADDED", Sample.Json("a", "11")).TrimEnd());
        (await WatchAsync("10"))[^1].Object.Metadata.Name.ShouldBe("a");
    }

    [Fact]
    public async Task A_dropped_connection_is_an_error_after_the_events_before_it()
    {
        var events = new List<WatchEvent<V1ConfigMap>>();
        _server.ThenStreamAndDrop(() => events.Count == 2, Sample.Event("ADDED", Sample.Json("a", "11")));
        await Should.ThrowAsync<IOException>(() => WatchAsync("10", into: events));
        events[^1].Object.Metadata.Name.ShouldBe("a");
    }

    [Fact]
    public async Task Objects_larger_than_any_buffer_and_slow_bytes_are_read()
    {
        var large = new string('x', 300_000);
        var json = Sample.Json("a", "11").Replace("}}", "},\"data\":{\"key\":\"" + large + "\"}}", StringComparison.Ordinal);
        var line = Sample.Event("ADDED", json);
        _server.Then(async context =>
        {
            foreach (var part in new[] { line[..1], line[1..20], line[20..] })
            {
                await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(part));
                await context.Response.Body.FlushAsync();
                await Task.Delay(20);
            }
        });
        (await WatchAsync("10"))[^1].Object.Data!["key"].ShouldBe(large);
    }

    private async Task<List<WatchEvent<V1ConfigMap>>> WatchAsync(string version, TimeSpan? timeout = null, List<WatchEvent<V1ConfigMap>>? into = null)
    {
        var events = into ?? [];
        using var limit = new CancellationTokenSource(Eventually.Limit);
        await foreach (var watchEvent in _client.WatchAsync<V1ConfigMap>("ns", new WatchOptions { ResourceVersion = version, Timeout = timeout }, limit.Token))
            events.Add(watchEvent);
        return events;
    }
}
