using System.Net;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests;

public sealed class KubernetesClientTests : IAsyncLifetime
{
    private ScriptedApiServer _server = null!;

    public async Task InitializeAsync() => _server = await ScriptedApiServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Get_reads_an_object_and_null_when_there_is_none()
    {
        _server.ThenJson(Sample.Json("a", "7")).ThenFail(404, "NotFound");
        using var client = Clients.Create(_server);
        (await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None))!.Metadata.ResourceVersion.ShouldBe("7");
        (await client.GetAsync<V1ConfigMap>("b", "ns", CancellationToken.None)).ShouldBeNull();
        _server.Requests.Select(request => request.PathAndQuery).ShouldBe(["/api/v1/namespaces/ns/configmaps/a", "/api/v1/namespaces/ns/configmaps/b"]);
    }

    [Fact]
    public async Task Cluster_wide_kinds_and_groups_have_their_own_paths()
    {
        _server.ThenJson("""{"metadata":{"name":"n"}}""");
        using var client = Clients.Create(_server);
        await client.GetAsync<V1Node>("n", null, CancellationToken.None);
        await client.GetAsync<V1Lease>("l", "ns", CancellationToken.None);
        await Should.ThrowAsync<ArgumentException>(() => client.GetAsync<V1Lease>("l", null, CancellationToken.None));
        _server.Requests.Select(request => request.PathAndQuery).ShouldBe(["/api/v1/nodes/n", "/apis/coordination.k8s.io/v1/namespaces/ns/leases/l"]);
    }

    [Fact]
    public async Task List_passes_selectors_and_the_page()
    {
        _server.ThenJson(Sample.List("9", "more", Sample.Json("a", "3")));
        using var client = Clients.Create(_server);
        var list = await client.ListAsync<V1ConfigMap>(null, new ListOptions { LabelSelector = "a=b,c", FieldSelector = "metadata.name=x", Limit = 5, Continue = "t/=" }, CancellationToken.None);
        list.Metadata.Continue.ShouldBe("more");
        list.Items.ShouldHaveSingleItem().Metadata.Name.ShouldBe("a");
        _server.Requests.Single().PathAndQuery.ShouldBe("/api/v1/configmaps?labelSelector=a%3Db%2Cc&fieldSelector=metadata.name%3Dx&limit=5&continue=t%2F%3D");
    }

    [Fact]
    public async Task An_undecodable_item_does_not_spoil_the_list()
    {
        _server.ThenJson(Sample.List("9", "", Sample.Json("a", "3"), Sample.BrokenJson("b", "4"), Sample.Json("c", "5")));
        using var client = Clients.Create(_server);
        var list = await client.ListAsync<V1ConfigMap>("ns", null, CancellationToken.None);
        list.Items.Select(item => item.Metadata.Name).ShouldBe(["a", "c"]);
        list.Undecodable.ShouldBe([new NamespacedName("ns", "b")]);
        list.Metadata.ResourceVersion.ShouldBe("9");
    }

    [Fact]
    public async Task Apply_sends_wishes_only()
    {
        _server.Then(context => ScriptedApiServer.Json(context, Sample.Json("a", "2")));
        using var client = Clients.Create(_server);
        var value = Sample.ConfigMap("a", value: "ä😀\"");
        value.Metadata.ResourceVersion = null;
        value.Metadata.CreationTimestamp = DateTime.UnixEpoch;
        value.Metadata.Generation = 3;
        await client.ApplyAsync(value, "me & you", CancellationToken.None);
        var request = _server.Requests.Single();
        request.Method.ShouldBe("PATCH");
        request.PathAndQuery.ShouldBe("/api/v1/namespaces/ns/configmaps/a?fieldManager=me%20%26%20you&force=true");
        request.ContentType.ShouldBe("application/apply-patch+yaml");
        // The server reads it as YAML, which knows no surrogate pairs.
        request.Body.ShouldBe("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"ns","uid":"uid-a"},"data":{"key":"ä😀\""}}""");
    }

    [Fact]
    public async Task Status_apply_sends_identity_and_status_only()
    {
        _server.ThenJson("""{"metadata":{"name":"n"}}""");
        using var client = Clients.Create(_server);
        var node = new V1Node
        {
            Metadata = new V1ObjectMeta { Name = "n", Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" } },
            Spec = new V1NodeSpec { Unschedulable = true },
            Status = new V1NodeStatus(),
        };
        await client.ApplyStatusAsync(node, "me", CancellationToken.None);
        var request = _server.Requests.Single();
        request.PathAndQuery.ShouldBe("/api/v1/nodes/n/status?fieldManager=me&force=true");
        request.Body.ShouldBe("""{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"},"status":{}}""");
    }

    [Fact]
    public async Task Delete_passes_preconditions_and_takes_gone_for_done()
    {
        _server.ThenJson("{}").ThenFail(404, "NotFound").ThenFail(409, "Conflict");
        using var client = Clients.Create(_server);
        var options = new DeleteOptions { PreconditionUid = "u", PropagationPolicy = "Background", GracePeriodSeconds = 0 };
        await client.DeleteAsync<V1ConfigMap>("a", "ns", options, CancellationToken.None);
        await client.DeleteAsync<V1ConfigMap>("a", "ns", null, CancellationToken.None);
        (await Should.ThrowAsync<KubernetesException>(() => client.DeleteAsync<V1ConfigMap>("a", "ns", options, CancellationToken.None))).IsConflict.ShouldBeTrue();
        _server.Requests.First().Body.ShouldBe("""{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"u"},"propagationPolicy":"Background","gracePeriodSeconds":0}""");
    }

    [Fact]
    public async Task Errors_carry_the_servers_status()
    {
        _server.ThenFail(403, "Forbidden").Then(context => ScriptedApiServer.Json(context, "<html>not here</html>", 418));
        using var client = Clients.Create(_server);
        var forbidden = await Should.ThrowAsync<KubernetesException>(() => client.CreateAsync(Sample.ConfigMap("a"), CancellationToken.None));
        forbidden.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        forbidden.Message.ShouldBe("scripted Forbidden");
        var other = await Should.ThrowAsync<KubernetesException>(() => client.CreateAsync(Sample.ConfigMap("a"), CancellationToken.None));
        other.Status.Code.ShouldBe(418);
        other.Message.ShouldBe("<html>not here</html>");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_refused_request_of_any_kind_waits_as_long_as_the_server_says(int code)
    {
        _server.ThenFail(code, "TooManyRequests", retryAfter: 7).ThenJson(Sample.Json("a", "2"), 201);
        var time = new ManualTimeProvider();
        using var client = Clients.Create(_server, time, requestTimeout: TimeSpan.FromDays(1));
        var started = time.GetTimestamp();
        var create = client.CreateAsync(Sample.ConfigMap("a"), CancellationToken.None);
        await Eventually.TrueAsync(time, TimeSpan.FromSeconds(0.5), () => create.IsCompleted, "created");
        await create;
        time.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
        _server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Retries_are_bounded()
    {
        _server.ThenFail(429, "TooManyRequests", retryAfter: 0);
        using var client = Clients.Create(_server);
        (await Should.ThrowAsync<KubernetesException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None))).Status.Code.ShouldBe(429);
        _server.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_very_long_Retry_After_is_left_to_the_caller()
    {
        _server.ThenFail(429, "TooManyRequests", retryAfter: 3600);
        using var client = Clients.Create(_server);
        await Should.ThrowAsync<KubernetesException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None));
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_may_have_been_done_is_repeated_only_when_that_is_harmless()
    {
        _server.ThenFail(500, "InternalError");
        using var client = Clients.Create(_server);
        await Should.ThrowAsync<KubernetesException>(() => client.CreateAsync(Sample.ConfigMap("a"), CancellationToken.None));
        _server.Requests.Count.ShouldBe(1);
        await Should.ThrowAsync<KubernetesException>(() => client.ApplyAsync(Sample.ConfigMap("a"), "me", CancellationToken.None));
        _server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_dropped_connection_is_survived_by_a_read_and_reported_by_a_write()
    {
        static Task Drop(Microsoft.AspNetCore.Http.HttpContext context)
        {
            context.Abort();
            return Task.CompletedTask;
        }
        _server.Then(Drop).ThenJson(Sample.Json("a", "2"));
        using var client = Clients.Create(_server);
        (await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None)).ShouldNotBeNull();
        _server.Then(Drop).ThenJson(Sample.Json("a", "2"));
        await Should.ThrowAsync<HttpRequestException>(() => client.ReplaceAsync(Sample.ConfigMap("a"), CancellationToken.None));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        _server.Then(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = Clients.Create(_server, requestTimeout: TimeSpan.FromMilliseconds(200));
        await Should.ThrowAsync<TimeoutException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None)).WaitAsync(Eventually.Limit);
    }

    [Fact]
    public async Task Cancelling_is_no_timeout()
    {
        _server.Then(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = Clients.Create(_server);
        using var cancel = new CancellationTokenSource();
        var get = client.GetAsync<V1ConfigMap>("a", "ns", cancel.Token);
        await Eventually.TrueAsync(() => !_server.Requests.IsEmpty, "asked");
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => get).WaitAsync(Eventually.Limit);
    }
}
