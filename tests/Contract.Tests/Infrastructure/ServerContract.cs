namespace ExchangeHA.Contract.Tests.Infrastructure;

/// <summary>Tests of what a server promises, each in a namespace of its own.</summary>
public abstract class ServerContract(ApiServer server) : IAsyncLifetime
{
    protected ApiServer Server => server;

    protected ApiAccess Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await server.NewNamespaceAsync();

    public Task DisposeAsync() => server.RemoveAsync(Api);

    /// <summary>A ConfigMap to begin with.</summary>
    protected async Task<Answer> ConfigMapAsync(string name, string rest = "") =>
        (await Api.CreateAsync("configmaps", $$"""{"metadata":{"name":"{{name}}"}{{rest}}}""")).ShouldSucceed(201);

    /// <summary>A custom resource to begin with.</summary>
    protected async Task<Answer> NodeReportAsync(string name) =>
        (await Api.CreateAsync("balancernodes", $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"balancer":"mail","datacenter":"dc1","node":"{{{name}}}"}}""")).ShouldSucceed(201);
}
