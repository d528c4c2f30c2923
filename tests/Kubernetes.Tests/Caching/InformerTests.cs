using System.Collections.Concurrent;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Caching;

/// <summary>The informer against a server whose faults are scripted.</summary>
public sealed class InformerTests : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentQueue<string> _changes = new();
    private readonly CancellationTokenSource _stop = new();
    private ScriptedApiServer _server = null!;
    private KubernetesClient _client = null!;
    private Informer<V1ConfigMap> _informer = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _server = await ScriptedApiServer.StartAsync();
        _client = Clients.Create(_server);
        _informer = New(idle: TimeSpan.FromMinutes(5));
    }

    public void Dispose() => _stop.Dispose();

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Eventually.Limit);
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_says_whether_a_watch_is_open()
    {
        _server.ThenJson(Sample.List("10", null)).ThenStreamAndHang();
        _informer.IsWatching.ShouldBeFalse();
        Start();
        await Eventually.TrueAsync(() => _informer.IsWatching, "the watch is open");
        await _stop.CancelAsync();
        await _running.WaitAsync(Eventually.Limit);
        _informer.IsWatching.ShouldBeFalse();
    }

    [Fact]
    public async Task Pages_are_listed_then_watched_from_there()
    {
        _server.ThenJson(Sample.List("10", "next", Sample.Json("a", "1"), Sample.Json("b", "2")))
            .ThenJson(Sample.List("10", null, Sample.Json("c", "3")))
            .ThenStreamAndHang(Sample.Event("MODIFIED", Sample.Json("a", "11")), Sample.Event("DELETED", Sample.Json("b", "12")), Sample.Event("ADDED", Sample.Json("d", "13")));
        _informer.IsAlive(TimeSpan.Zero).ShouldBeFalse();
        Start();
        await _informer.Synced.WaitAsync(Eventually.Limit);
        await ChangesAsync(">a1", ">b2", ">c3", "a1>a11", "b2>", ">d13");
        _informer.Store.List().Select(item => item.Metadata.Name).ShouldBe(["a", "c", "d"]);
        _informer.LastAlive.ShouldNotBeNull();
        var paths = _server.Requests.Select(request => request.PathAndQuery).ToList();
        paths[0].ShouldBe("/api/v1/namespaces/ns/configmaps?limit=2");
        paths[1].ShouldBe("/api/v1/namespaces/ns/configmaps?limit=2&continue=next");
        paths[2].ShouldContain("resourceVersion=10&timeoutSeconds=");
    }

    [Fact]
    public async Task A_watch_that_ends_or_breaks_goes_on_where_it_was()
    {
        _server.ThenJson(Sample.List("10", null, Sample.Json("a", "1")))
            .ThenStream(Sample.Event("MODIFIED", Sample.Json("a", "11")))
            .ThenStreamAndDrop(() => _changes.Count == 3, Sample.Event("MODIFIED", Sample.Json("a", "12")))
            .ThenFail(500, "InternalError")
            .ThenStream(Sample.Event("MODIFIED", Sample.Json("a", "13")), """{"type":"MODIFIED","obj""")
            .ThenStream(Sample.Event("BOOKMARK", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"20"}}"""))
            .ThenStreamAndHang(Sample.Event("DELETED", Sample.Json("a", "21")));
        Start();
        await ChangesAsync(">a1", "a1>a11", "a11>a12", "a12>a13", "a13>");
        Versions().Take(6).ShouldBe(["10", "11", "12", "12", "13", "20"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gone_in_either_form_means_list_again_with_the_deletions_that_were_missed(bool asStatusCode)
    {
        _server.ThenJson(Sample.List("10", null, Sample.Json("a", "1"), Sample.Json("b", "2"), Sample.Json("c", "3")));
        if (asStatusCode)
            _server.ThenFail(410, "Expired");
        else
            _server.ThenStream(Sample.Event("ERROR", ScriptedApiServer.Status(410, "Expired")));
        _server.ThenJson(Sample.List("50", null, Sample.Json("a", "1"), Sample.Json("c", "40"))).ThenStreamAndHang();
        Start();
        await ChangesAsync(">a1", ">b2", ">c3", "c3>c40", "b2>");
        await Eventually.TrueAsync(() => Versions().Contains("50"), "watched from the new list");
    }

    [Fact]
    public async Task What_is_listed_again_unchanged_stays_the_object_that_it_was()
    {
        _server.ThenJson(Sample.List("10", null, Sample.Json("a", "1"), Sample.Json("b", "2"))).ThenFail(410, "Expired")
            .ThenJson(Sample.List("50", null, Sample.Json("a", "1"), Sample.Json("b", "40"))).ThenStreamAndHang();
        V1ConfigMap? first = null;
        _informer.AddEventHandler((_, @new) => first ??= @new);
        Start();
        await ChangesAsync(">a1", ">b2", "b2>b40");

        _informer.Store.Get(new NamespacedName("ns", "a")).ShouldBeSameAs(first);
    }

    [Fact]
    public async Task A_list_whose_pages_expire_is_taken_in_one_piece()
    {
        _server.ThenJson(Sample.List("10", "next", Sample.Json("old", "1")))
            .ThenFail(410, "Expired")
            .ThenJson(Sample.List("20", null, Sample.Json("a", "15")))
            .ThenStreamAndHang();
        Start();
        await ChangesAsync(">a15");
        _server.Requests.ElementAt(2).PathAndQuery.ShouldBe("/api/v1/namespaces/ns/configmaps");
    }

    [Fact]
    public async Task A_half_open_watch_is_begun_anew()
    {
        _informer = New(idle: TimeSpan.FromMilliseconds(500));
        _server.ThenJson(Sample.List("10", null))
            .ThenStreamAndHang()
            .ThenStreamAndHang(Sample.Event("ADDED", Sample.Json("a", "11")));
        Start();
        await ChangesAsync(">a11");
    }

    [Fact]
    public async Task A_version_that_is_refused_again_and_again_is_given_up()
    {
        _server.ThenJson(Sample.List("10", null)).ThenFail(400, "BadRequest").ThenFail(400, "BadRequest").ThenFail(400, "BadRequest")
            .ThenJson(Sample.List("20", null, Sample.Json("a", "11"))).ThenStreamAndHang();
        Start();
        await ChangesAsync(">a11");
    }

    [Fact]
    public async Task A_server_that_is_not_ready_is_waited_for()
    {
        _server.ThenFail(403, "Forbidden").ThenFail(500, "InternalError").ThenJson("{", 200).ThenJson(Sample.List("10", null, Sample.Json("a", "1"))).ThenStreamAndHang();
        Start();
        await ChangesAsync(">a1");
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_as_it_was_and_its_deletion_noticed()
    {
        _server.ThenJson(Sample.List("10", null, Sample.Json("a", "1")))
            .ThenStream(Sample.Event("MODIFIED", Sample.BrokenJson("a", "11")), Sample.Event("ERROR", ScriptedApiServer.Status(410, "Expired")))
            .ThenJson(Sample.List("20", null, Sample.BrokenJson("a", "11"), Sample.Json("b", "12")))
            .ThenStreamAndHang(Sample.Event("DELETED", Sample.BrokenJson("a", "21")));
        Start();
        await ChangesAsync(">a1", ">b12", "a1>");
    }

    [Fact]
    public async Task The_same_again_is_no_change_and_a_failing_handler_stops_nothing()
    {
        _informer.AddEventHandler((_, _) => throw new InvalidOperationException("a handler's own fault"));
        _server.ThenJson(Sample.List("10", null, Sample.Json("a", "1")))
            .ThenStreamAndHang(Sample.Event("ADDED", Sample.Json("a", "1")), Sample.Event("DELETED", Sample.Json("never-seen", "2")), Sample.Event("ADDED", Sample.Json("b", "11")));
        Start();
        await ChangesAsync(">a1", ">b11");
    }

    [Fact]
    public async Task What_is_delivered_again_after_a_reconnect_in_whatever_order_changes_nothing()
    {
        _server.ThenJson(Sample.List("10", null, Sample.Json("a", "1")))
            .ThenStream(Sample.Event("MODIFIED", Sample.Json("a", "11")), Sample.Event("ADDED", Sample.Json("b", "12")), Sample.Event("DELETED", Sample.Json("b", "13")))
            .ThenStreamAndHang(
                Sample.Event("ADDED", Sample.Json("b", "12")),
                Sample.Event("DELETED", Sample.Json("a", "5")),
                Sample.Event("MODIFIED", Sample.Json("a", "2")),
                Sample.Event("BOOKMARK", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"9"}}"""),
                Sample.Event("MODIFIED", Sample.Json("a", "14")));
        Start();
        await ChangesAsync(">a1", "a1>a11", ">b12", "b12>", "a11>a14");
        _informer.Store.List().Select(item => item.Metadata.Name).ShouldBe(["a"]);
    }

    [Fact]
    public void Handlers_come_before_the_start()
    {
        _server.ThenJson(Sample.List("10", null)).ThenStreamAndHang();
        Start();
        Should.Throw<InvalidOperationException>(() => _informer.AddEventHandler((_, _) => { }));
        Should.Throw<InvalidOperationException>(() => _ = _informer.RunAsync(_stop.Token));
    }

    private void Start() => _running = _informer.RunAsync(_stop.Token);

    private async Task ChangesAsync(params string[] expected)
    {
        await Eventually.TrueAsync(() => _changes.Count >= expected.Length, $"{expected.Length} changes");
        _changes.ShouldBe(expected);
    }

    private IEnumerable<string> Versions() => _server.Requests
        .Select(request => request.PathAndQuery)
        .Where(path => path.Contains("watch=true", StringComparison.Ordinal))
        .Select(path => path.Split("resourceVersion=")[1].Split('&')[0]);

    /// <param name="idle">How long a watch may be silent: long, for a busy machine makes them silent too, and each script has its order.</param>
    private Informer<V1ConfigMap> New(TimeSpan idle)
    {
        var informer = new Informer<V1ConfigMap>(
            _client,
            new InformerOptions
            {
                Namespace = "ns",
                PageSize = 2,
                MinBackoff = TimeSpan.FromMilliseconds(5),
                MaxBackoff = TimeSpan.FromMilliseconds(50),
                IdleTimeout = idle,
            },
            NullLogger<Informer<V1ConfigMap>>.Instance);
        informer.AddEventHandler((old, @new) => _changes.Enqueue($"{old?.Metadata.Name}{old?.Metadata.ResourceVersion}>{@new?.Metadata.Name}{@new?.Metadata.ResourceVersion}"));
        return informer;
    }
}
