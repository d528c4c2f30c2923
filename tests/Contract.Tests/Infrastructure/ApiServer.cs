using ExchangeHA.Kubernetes.Configuration;

namespace ExchangeHA.Contract.Tests.Infrastructure;

/// <summary>A server that the contract is held against.</summary>
public abstract class ApiServer : IAsyncLifetime
{
    private HttpClient? _http;

    /// <summary>How to reach it, once it runs.</summary>
    public abstract KubernetesClientConfiguration Configuration { get; }

    /// <summary>Each test has a namespace of its own.</summary>
    public async Task<ApiAccess> NewNamespaceAsync()
    {
        var access = new ApiAccess(_http!, Configuration, $"contract-{Guid.NewGuid():N}");
        (await access.SendAsync(HttpMethod.Post, "/api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{access.Namespace}}}"}}""")).ShouldSucceed(201);
        return access;
    }

    public abstract Task RemoveAsync(ApiAccess access);

    public async Task InitializeAsync()
    {
        await StartAsync();
        _http = ApiAccess.Connect(Configuration);
        await PrepareAsync(new ApiAccess(_http, Configuration, "default"));
    }

    public async Task DisposeAsync()
    {
        await StopAsync(new ApiAccess(_http!, Configuration, "default"));
        _http?.Dispose();
    }

    protected abstract Task StartAsync();

    protected virtual Task PrepareAsync(ApiAccess access) => Task.CompletedTask;

    protected abstract Task StopAsync(ApiAccess access);
}
