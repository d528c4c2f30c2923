using System.Collections.Concurrent;
using System.Diagnostics;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests;

public sealed class KubernetesTracingTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _traces = new();
    private readonly ActivityListener _listener;

    public KubernetesTracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == KubernetesTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            // other tests send requests at the same time
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("url.path") is string path && path.Contains("/namespaces/traced/", StringComparison.Ordinal))
                    _traces.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_request_is_one_trace_through_its_repetitions_and_the_server_is_told_of_it()
    {
        await using var server = await ScriptedApiServer.StartAsync();
        string? parent = null;
        server.ThenFail(429, "TooManyRequests", retryAfter: 0).Then(context =>
        {
            parent = context.Request.Headers.TraceParent;
            return ScriptedApiServer.Json(context, Sample.Json("a", "1"));
        });
        using var client = Clients.Create(server);
        await client.GetAsync<V1ConfigMap>("a", "traced", CancellationToken.None);
        var trace = _traces.ShouldHaveSingleItem();
        trace.DisplayName.ShouldBe("get configmaps");
        trace.GetTagItem("http.response.status_code").ShouldBe(200);
        trace.GetTagItem("http.request.resend_count").ShouldBe(1);
        trace.Status.ShouldBe(ActivityStatusCode.Unset);
        parent.ShouldNotBeNull().ShouldContain(trace.TraceId.ToString());
    }

    [Fact]
    public async Task A_refusal_is_a_failed_trace()
    {
        await using var server = await ScriptedApiServer.StartAsync();
        server.ThenFail(403, "Forbidden");
        using var client = Clients.Create(server);
        await Should.ThrowAsync<KubernetesException>(() => client.CreateAsync(Sample.ConfigMap("a", @namespace: "traced"), CancellationToken.None));
        await Should.ThrowAsync<KubernetesException>(() => client.GetAsync<V1ConfigMap>("a", "traced", CancellationToken.None));
        _traces.Last().Status.ShouldBe(ActivityStatusCode.Error);
        _traces.Last().StatusDescription.ShouldBe("scripted Forbidden");
        _traces.Last().GetTagItem("http.response.status_code").ShouldBe(403);
    }
}
