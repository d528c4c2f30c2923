using System.Globalization;
using System.Text.Json.Nodes;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Controller.Tests.Infrastructure;

/// <summary>An API server in memory: uids, resource versions and generations as a real one gives them. It counts what the controller asks and writes, not what a test does by hand.</summary>
internal sealed class InMemoryKubernetesClient : IKubernetesClient
{
    private readonly Dictionary<(Type Kind, NamespacedName Key), StoredObject> _objects = [];
    private long _version = 100;

    public List<Write> Writes { get; } = [];

    /// <summary>Why each status is refused, as by a server that finds the resource itself invalid; null: none is.</summary>
    public string? RefuseStatus { get; set; }

    /// <summary>What was asked for by name.</summary>
    public List<NamespacedName> Gets { get; } = [];

    public T? Find<T>(string name, string @namespace = Cluster.Namespace)
        where T : class, IKubernetesObject =>
        _objects.TryGetValue((typeof(T), new NamespacedName(@namespace, name)), out var stored) ? ApiJson.FromNode<T>(stored.Body) : null;

    /// <summary>All of a kind, by key, narrowed by a selector of the form <c>label=value</c>.</summary>
    public IReadOnlyList<T> All<T>(string? selector = null)
        where T : class, IKubernetesObject =>
        [.. _objects.Where(pair => pair.Key.Kind == typeof(T)).OrderBy(pair => pair.Key.Key.ToString(), StringComparer.Ordinal)
            .Select(pair => ApiJson.FromNode<T>(pair.Value.Body)).Where(value => selector is null || IsSelected(value, selector.Split('=')))];

    /// <summary>Puts an object there, or changes it, as somebody else.</summary>
    public T Set<T>(T value)
        where T : class, IKubernetesObject
    {
        var key = (typeof(T), NamespacedName.Of(value));
        if (!_objects.TryGetValue(key, out var stored))
            _objects.Add(key, stored = new StoredObject([]));
        var before = stored.Body;
        stored.Body = ApiJson.ToNode(value);
        Finish(stored, before);
        return ApiJson.FromNode<T>(stored.Body);
    }

    public T Edit<T>(string name, Action<T> change, string @namespace = Cluster.Namespace)
        where T : class, IKubernetesObject
    {
        var value = Find<T>(name, @namespace) ?? throw new InvalidOperationException($"There is no {typeof(T).Name} {name}.");
        change(value);
        return Set(value);
    }

    public void Remove<T>(string name, string @namespace = Cluster.Namespace) => _objects.Remove((typeof(T), new NamespacedName(@namespace, name)));

    public Task<T?> GetAsync<T>(string name, string? @namespace, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Gets.Add(new NamespacedName(@namespace ?? "", name));
        return Task.FromResult(Find<T>(name, @namespace ?? ""));
    }

    public Task<T> ApplyAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Writes.Add(new Write("apply", value.Kind!, value.Metadata.Name!));
        var wish = ApiJson.ToNode(value);
        wish.Remove("status");
        var key = (typeof(T), NamespacedName.Of(value));
        if (!_objects.TryGetValue(key, out var stored))
            _objects.Add(key, stored = new StoredObject([]));
        return Task.FromResult(Apply<T>(stored, wish, fieldManager));
    }

    public Task<T> ApplyStatusAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        Writes.Add(new Write("status", value.Kind!, value.Metadata.Name!));
        if (!_objects.TryGetValue((typeof(T), NamespacedName.Of(value)), out var stored))
            throw Error(404, "NotFound");
        if (RefuseStatus is { } why)
            throw Error(422, why);
        return Task.FromResult(Apply<T>(stored, new JsonObject { ["status"] = ApiJson.ToNode(value)["status"]!.DeepClone() }, fieldManager));
    }

    public Task DeleteAsync<T>(string name, string? @namespace, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var live = Find<T>(name, @namespace ?? "");
        Writes.Add(new Write("delete", live?.Kind ?? typeof(T).Name, name));
        if (live is not null && options?.PreconditionUid is { } uid && uid != live.Metadata.Uid)
            throw Error(409, "Conflict");
        Remove<T>(name, @namespace ?? "");
        return Task.CompletedTask;
    }

    public Task<KubernetesList<T>> ListAsync<T>(string? @namespace, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> PatchAsync<T>(string name, string? @namespace, ReadOnlyMemory<byte> mergePatch, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    private T Apply<T>(StoredObject stored, JsonObject wish, string fieldManager)
        where T : class, IKubernetesObject
    {
        var before = stored.Body.DeepClone().AsObject();
        ServerSideApply.Merge(stored.Body, stored.Applied.GetValueOrDefault(fieldManager), wish);
        stored.Applied[fieldManager] = wish;
        Finish(stored, before);
        return ApiJson.FromNode<T>(stored.Body);
    }

    // what the server sets: a write that changes nothing gets no new version, one of metadata or status no new generation
    private void Finish(StoredObject stored, JsonObject before)
    {
        var metadata = stored.Body["metadata"]!.AsObject();
        var old = before["metadata"];
        metadata["uid"] ??= old?["uid"]?.DeepClone() ?? $"uid-{++_version}";
        metadata["generation"] = old?["generation"]?.DeepClone() ?? 1L;
        metadata["resourceVersion"] = old?["resourceVersion"]?.DeepClone();
        if (JsonNode.DeepEquals(before, stored.Body))
            return;
        metadata["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        if (old is not null && !JsonNode.DeepEquals(Wish(before), Wish(stored.Body)))
            metadata["generation"] = metadata["generation"]!.GetValue<long>() + 1;
    }

    private static JsonObject Wish(JsonObject body) => new(body.Where(pair => pair.Key is not ("metadata" or "status")).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static bool IsSelected(IKubernetesObject value, string[] selector) =>
        value.Metadata.Labels?.TryGetValue(selector[0], out var label) == true && label == selector[1];

    private static KubernetesException Error(int code, string reason) => new(new V1Status { Code = code, Reason = reason, Message = reason });
}
