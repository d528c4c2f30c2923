using ExchangeHA.FakeApiServer;
using ExchangeHA.Kubernetes.Configuration;

namespace ExchangeHA.Contract.Tests.Infrastructure;

/// <summary>The fake.</summary>
public sealed class Fake : ApiServer
{
    private FakeServer? _server;

    public override KubernetesClientConfiguration Configuration => new() { Host = _server!.Address, UseEnvironmentProxy = false };

    public override Task RemoveAsync(ApiAccess access) => Task.CompletedTask;

    protected override async Task StartAsync() => _server = await FakeServer.StartAsync();

    protected override async Task StopAsync(ApiAccess access) => await _server!.DisposeAsync();
}
