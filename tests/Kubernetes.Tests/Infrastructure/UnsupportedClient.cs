namespace ExchangeHA.Kubernetes.Tests.Infrastructure;

/// <summary>A client that can nothing: a test's own overrides what its subject asks for.</summary>
internal abstract class UnsupportedClient : IKubernetesClient
{
    public virtual Task<T?> GetAsync<T>(string name, string? @namespace, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public virtual Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public virtual Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public virtual Task<KubernetesList<T>> ListAsync<T>(string? @namespace, ListOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public virtual IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public virtual Task<T> ApplyAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public virtual Task<T> ApplyStatusAsync<T>(T value, string fieldManager, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public virtual Task<T> PatchAsync<T>(string name, string? @namespace, ReadOnlyMemory<byte> mergePatch, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public virtual Task DeleteAsync<T>(string name, string? @namespace, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject => throw new NotSupportedException();
}
