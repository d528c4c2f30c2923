using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Http;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Serialization;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes;

/// <summary>The client of a real API server, over one pool of connections. Thread-safe; made once for a program.</summary>
public sealed class KubernetesClient : IKubernetesClient, IDisposable
{
    private readonly ApiTransport _transport;
    private readonly KubernetesJson _json;
    private readonly ListDecoder _lists;
    private readonly ILogger _logger;
    private readonly IWriteFence? _fence;
    private readonly bool _ownsTransport = true;

    /// <summary>A client of the server in <paramref name="configuration"/>.</summary>
    /// <param name="resolvers">The source-generated JSON contexts of custom resources, with <see cref="KubernetesList{T}"/> of each.</param>
    public KubernetesClient(
        KubernetesClientConfiguration configuration,
        IEnumerable<IJsonTypeInfoResolver> resolvers,
        ILogger<KubernetesClient> logger,
        TimeProvider? timeProvider = null)
    {
        _logger = logger;
        _json = new KubernetesJson(resolvers);
        _lists = new ListDecoder(_json, logger);
        _transport = new ApiTransport(configuration, _json, logger, timeProvider ?? TimeProvider.System);
    }

    private KubernetesClient(KubernetesClient other, IWriteFence fence)
    {
        (_transport, _json, _lists, _logger) = (other._transport, other._json, other._lists, other._logger);
        (_fence, _ownsTransport) = (fence, false);
    }

    /// <summary>This client, over the same connections and under the same limits, of which no write leaves once <paramref name="fence"/> is closed.</summary>
    public IKubernetesClient Behind(IWriteFence fence) => new KubernetesClient(this, fence);

    public async Task<T?> GetAsync<T>(string name, string? @namespace, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            return await SendAsync<T>("get", HttpMethod.Get, EntityDefinition<T>.ObjectPath(name, @namespace), null, idempotent: true, cancellationToken);
        }
        catch (KubernetesException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    public async Task<KubernetesList<T>> ListAsync<T>(string? @namespace, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var query = new QueryBuilder()
            .Add("labelSelector", options?.LabelSelector)
            .Add("fieldSelector", options?.FieldSelector)
            .Add("limit", options?.Limit)
            .Add("continue", options?.Continue)
            .Add("resourceVersion", options?.ResourceVersion);
        var request = new ApiRequest("list", EntityDefinition<T>.Attribute.PluralName, HttpMethod.Get, EntityDefinition<T>.CollectionPath(@namespace) + query) { Idempotent = true };
        return await _transport.SendAsync(request, utf8 => _lists.Decode<T>(utf8, options?.KnownFieldsOnly ?? false), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The first event is a bookmark with the version asked for, as soon as the server has accepted the watch: a quiet
    /// stream can be told from none. An object that does not fit its type is logged and comes as a bookmark.
    /// </remarks>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        options ??= new WatchOptions();
        var query = new QueryBuilder()
            .Add("watch", "true")
            .Add("allowWatchBookmarks", options.AllowBookmarks ? "true" : null)
            .Add("labelSelector", options.LabelSelector)
            .Add("fieldSelector", options.FieldSelector)
            .Add("resourceVersion", options.ResourceVersion)
            .Add("timeoutSeconds", options.Timeout is { } timeout ? (int)Math.Ceiling(timeout.TotalSeconds) : null);
        // Not repeated here: whoever watches has a backoff, and may have to list first.
        var request = new ApiRequest("watch", EntityDefinition<T>.Attribute.PluralName, HttpMethod.Get, EntityDefinition<T>.CollectionPath(@namespace) + query);
        using var response = await _transport.SendAsync(request, static (response, _) => Task.FromResult(response), cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (options is { AllowBookmarks: true, ResourceVersion: { } version })
            yield return WatchDecoder<T>.Bookmark(_json, version);
        await foreach (var watchEvent in new WatchDecoder<T>(_json, _logger, options.KnownFieldsOnly).ReadAsync(stream, cancellationToken))
            yield return watchEvent;
    }

    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        EntityDefinition<T>.FillTypeMeta(value);
        if (EntityDefinition<T>.Attribute.Namespaced && string.IsNullOrEmpty(value.Metadata.Namespace))
            throw new ArgumentException("The object names no namespace.", nameof(value));
        return SendAsync<T>("create", HttpMethod.Post, EntityDefinition<T>.CollectionPath(value.Metadata.Namespace), _json.Write(value), idempotent: false, cancellationToken);
    }

    public Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        EntityDefinition<T>.FillTypeMeta(value);
        return SendAsync<T>("update", HttpMethod.Put, PathOf(value), _json.Write(value), idempotent: false, cancellationToken);
    }

    public Task<T> ApplyAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        EntityDefinition<T>.FillTypeMeta(value);
        return ApplyAsync<T>(PathOf(value), _json.WriteForApply(value), fieldManager, cancellationToken);
    }

    public Task<T> ApplyStatusAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        EntityDefinition<T>.FillTypeMeta(value);
        return ApplyAsync<T>(PathOf(value) + "/status", _json.WriteForStatusApply(value), fieldManager, cancellationToken);
    }

    public Task<T> PatchAsync<T>(string name, string? @namespace, ReadOnlyMemory<byte> mergePatch, CancellationToken cancellationToken)
        where T : class, IKubernetesObject =>
        SendAsync<T>("patch", HttpMethod.Patch, EntityDefinition<T>.ObjectPath(name, @namespace), mergePatch, idempotent: false, cancellationToken, ApiRequest.MergePatch);

    public async Task DeleteAsync<T>(string name, string? @namespace, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var request = new ApiRequest("delete", EntityDefinition<T>.Attribute.PluralName, HttpMethod.Delete, EntityDefinition<T>.ObjectPath(name, @namespace))
        {
            Body = DeleteOptionsJson.Write(options ?? new DeleteOptions()),
            // Without the uid a repetition could hit a new object of the same name.
            Idempotent = options?.PreconditionUid is not null,
            Fence = _fence,
        };
        try
        {
            await _transport.SendAsync(request, static _ => true, cancellationToken);
        }
        catch (KubernetesException exception) when (exception.IsNotFound)
        {
            // Gone is what was wished.
        }
    }

    public void Dispose()
    {
        if (_ownsTransport)
            _transport.Dispose();
    }

    private static string PathOf<T>(T value)
        where T : class, IKubernetesObject => EntityDefinition<T>.ObjectPath(value.Metadata.Name, value.Metadata.Namespace);

    private Task<T> ApplyAsync<T>(string path, byte[] body, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        ArgumentException.ThrowIfNullOrEmpty(fieldManager);
        var query = new QueryBuilder().Add("fieldManager", fieldManager).Add("force", "true");
        return SendAsync<T>("apply", HttpMethod.Patch, path + query, body, idempotent: true, cancellationToken, ApiRequest.ApplyPatch);
    }

    private async Task<T> SendAsync<T>(
        string verb, HttpMethod method, string path, ReadOnlyMemory<byte>? body, bool idempotent, CancellationToken cancellationToken, string contentType = ApiRequest.Json)
        where T : class, IKubernetesObject
    {
        var request = new ApiRequest(verb, EntityDefinition<T>.Attribute.PluralName, method, path)
        {
            Body = body,
            ContentType = contentType,
            Idempotent = idempotent,
            Fence = method == HttpMethod.Get ? null : _fence,
            // A renewal that queues behind a thousand applies would end the leadership.
            Limited = typeof(T) != typeof(V1Lease),
        };
        return await _transport.SendAsync(request, utf8 => _json.Read<T>(utf8.Span), cancellationToken);
    }
}
