using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.Tests.Infrastructure;

/// <summary>A store of leases and events with resource versions and conflicts, for what needs no HTTP. Hooks let a test interfere.</summary>
internal sealed class ObjectTracker : IKubernetesClient
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type Type, NamespacedName Key), IKubernetesObject> _objects = [];
    private int _version;

    /// <summary>Called before each request with its verb; may throw or wait.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public List<string> Verbs { get; } = [];

    public T? Find<T>(string name, string @namespace)
        where T : class, IKubernetesObject
    {
        lock (_lock)
            return _objects.GetValueOrDefault((typeof(T), new NamespacedName(@namespace, name))) as T;
    }

    public IReadOnlyList<T> All<T>()
    {
        lock (_lock)
            return [.. _objects.Values.OfType<T>()];
    }

    public void Remove<T>(NamespacedName key)
    {
        lock (_lock)
            _objects.Remove((typeof(T), key));
    }

    public async Task<T?> GetAsync<T>(string name, string? @namespace, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        await BeginAsync("get", cancellationToken);
        return Find<T>(name, @namespace ?? "");
    }

    public async Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        await BeginAsync("create", cancellationToken);
        lock (_lock)
            return _objects.ContainsKey((typeof(T), NamespacedName.Of(value))) ? throw Error(409, "AlreadyExists") : Store(value);
    }

    public async Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        await BeginAsync("update", cancellationToken);
        lock (_lock)
        {
            var current = _objects.GetValueOrDefault((typeof(T), NamespacedName.Of(value))) ?? throw Error(404, "NotFound");
            return current.Metadata.ResourceVersion == value.Metadata.ResourceVersion ? Store(value) : throw Error(409, "Conflict");
        }
    }

    public async Task<T> PatchAsync<T>(string name, string? @namespace, ReadOnlyMemory<byte> mergePatch, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        await BeginAsync("patch", cancellationToken);
        lock (_lock)
        {
            var current = Find<V1Event>(name, @namespace ?? "") ?? throw Error(404, "NotFound");
            var series = System.Text.Json.Nodes.JsonNode.Parse(mergePatch.Span)!["series"]!;
            return (T)(object)Store(current with { Series = new V1EventSeries { Count = (int)series["count"]!, LastObservedTime = (string)series["lastObservedTime"]! } });
        }
    }

    public Task<KubernetesList<T>> ListAsync<T>(string? @namespace, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ApplyAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ApplyStatusAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task DeleteAsync<T>(string name, string? @namespace, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public static KubernetesException Error(int code, string reason) => new(new V1Status { Code = code, Reason = reason, Message = reason });

    private async Task BeginAsync(string verb, CancellationToken cancellationToken)
    {
        await Before(verb, cancellationToken);
        lock (_lock)
            Verbs.Add(verb);
    }

    private T Store<T>(T value)
        where T : class, IKubernetesObject
    {
        var version = (++_version).ToString();
        IKubernetesObject stored = value switch
        {
            V1Lease lease => lease with { Metadata = lease.Metadata with { ResourceVersion = version } },
            V1Event @event => @event with { Metadata = @event.Metadata with { ResourceVersion = version } },
            _ => throw new NotSupportedException(),
        };
        _objects[(typeof(T), NamespacedName.Of(stored))] = stored;
        return (T)stored;
    }
}
