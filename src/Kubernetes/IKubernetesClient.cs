namespace ExchangeHA.Kubernetes;

/// <summary>The typed client of one API server. A namespace of null means every namespace (list, watch) or a cluster-wide kind.</summary>
/// <remarks>Every method throws <see cref="KubernetesException"/> with the server's Status when the server refuses, and retries only what is safe to repeat.</remarks>
public interface IKubernetesClient
{
    /// <summary>The object, or null when there is none.</summary>
    Task<T?> GetAsync<T>(string name, string? @namespace, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>One page; <see cref="ListOptions.Continue"/> asks for the next.</summary>
    Task<KubernetesList<T>> ListAsync<T>(string? @namespace, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>The events after <see cref="WatchOptions.ResourceVersion"/>. Ends when the server ends it; an ERROR event throws.</summary>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Replaces the object; a resource version in its metadata makes it conditional (409).</summary>
    Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Server-side apply with force: the fields given are taken over for the field manager.</summary>
    Task<T> ApplyAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Server-side apply of the status subresource; 404 when the object does not exist.</summary>
    Task<T> ApplyStatusAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>JSON merge patch (RFC 7386).</summary>
    Task<T> PatchAsync<T>(string name, string? @namespace, ReadOnlyMemory<byte> mergePatch, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Deletes the object; one that is gone is no error.</summary>
    Task DeleteAsync<T>(string name, string? @namespace, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;
}
