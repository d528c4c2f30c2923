using System.Text.Json.Nodes;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.Serialization;

/// <summary>Servers newer than this program set fields and values that it does not know.</summary>
public sealed class UnknownFieldsTests : IAsyncLifetime
{
    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"ns","uid":"u","resourceVersion":"5","creationTimestamp":"2026-01-01T00:00:00Z","ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n","uid":"x","newInReference":1}],
         "managedFields":[{"manager":"kubectl","operation":"Update","fieldsV1":{"f:spec":{}}}],"newInMetadata":{"a":[1,2]}},
         "spec":{"nodeName":"n","dnsPolicy":"NewPolicy","restartPolicy":"Sometimes","hostPID":true,"containers":[{"name":"c","image":"i","imagePullPolicy":"Perhaps","resizePolicy":[{"resourceName":"cpu"}]}]},
         "status":{"phase":"Dreaming","newInStatus":null,"conditions":[{"type":"Ready","status":"Perhaps","observedGeneration":7}]},"newAtTheTop":{"x":"ä\u0001"}}
        """;

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
    public async Task What_is_read_and_written_back_loses_nothing()
    {
        _server.ThenJson(Pod);
        var pod = (await _client.GetAsync<V1Pod>("p", "ns", CancellationToken.None))!;
        await _client.ReplaceAsync(pod, CancellationToken.None);
        JsonNode.DeepEquals(JsonNode.Parse(_server.Requests.Last().Body), JsonNode.Parse(Pod)).ShouldBeTrue(_server.Requests.Last().Body);
    }

    [Fact]
    public async Task A_copy_with_a_change_keeps_what_is_unknown()
    {
        _server.ThenJson(Pod);
        var pod = (await _client.GetAsync<V1Pod>("p", "ns", CancellationToken.None))!;
        await _client.ReplaceAsync(pod with { Spec = pod.Spec! with { NodeName = "other" } }, CancellationToken.None);
        var expected = JsonNode.Parse(Pod)!;
        expected["spec"]!["nodeName"] = "other";
        JsonNode.DeepEquals(JsonNode.Parse(_server.Requests.Last().Body), expected).ShouldBeTrue(_server.Requests.Last().Body);
    }

    [Fact]
    public async Task Lists_and_watches_keep_it_too_unless_told_otherwise()
    {
        _server.ThenJson(Sample.List("9", null, Pod)).ThenStream(Sample.Event("ADDED", Pod.ReplaceLineEndings("")));
        (await _client.ListAsync<V1Pod>("ns", null, CancellationToken.None)).Items.Single().UnknownFields.ShouldNotBeNull().ShouldContainKey("newAtTheTop");
        await foreach (var watchEvent in _client.WatchAsync<V1Pod>("ns", new WatchOptions(), CancellationToken.None))
            watchEvent.Object.Spec!.UnknownFields.ShouldNotBeNull().ShouldContainKey("hostPID");
    }

    [Fact]
    public async Task Stores_do_not_hold_what_nobody_knows()
    {
        var second = Pod.Replace("\"p\"", "\"q\"", StringComparison.Ordinal).Replace("\"5\"", "\"15\"", StringComparison.Ordinal).ReplaceLineEndings("");
        _server.ThenJson(Sample.List("9", null, Pod)).ThenStreamAndHang(Sample.Event("ADDED", second));
        var informer = new Informer<V1Pod>(_client, null, NullLogger<Informer<V1Pod>>.Instance);
        using var stop = new CancellationTokenSource();
        var running = informer.RunAsync(stop.Token);
        await Eventually.TrueAsync(() => informer.Store.Count == 2, "both pods are in the store");
        foreach (var pod in informer.Store.List())
        {
            pod.Spec!.DnsPolicy.ShouldBe("NewPolicy");
            KubernetesModel?[] parts = [pod, pod.Metadata, pod.Spec, pod.Spec.Containers![0], pod.Status, pod.Status!.Conditions![0], pod.Metadata.OwnerReferences![0]];
            parts.ShouldAllBe(part => part!.UnknownFields == null);
        }
        await stop.CancelAsync();
        await running.WaitAsync(Eventually.Limit);
    }
}
