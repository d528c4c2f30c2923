using ExchangeHA.Kubernetes.Http;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;

namespace ExchangeHA.Kubernetes.Tests.Http;

public sealed class TokenRotationTests : IAsyncLifetime
{
    private readonly string _file = Path.GetTempFileName();
    private ScriptedApiServer _server = null!;

    public async Task InitializeAsync() => _server = await ScriptedApiServer.StartAsync();

    public async Task DisposeAsync()
    {
        File.Delete(_file);
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_refused_token_is_read_again_at_once_even_for_a_write()
    {
        await File.WriteAllTextAsync(_file, "old");
        _server.ThenJson(Sample.Json("a", "1")).ThenFail(401, "Unauthorized").ThenJson(Sample.Json("a", "2"), 201);
        using var client = Clients.Create(_server, tokenProvider: new TokenFileProvider(_file, TimeProvider.System));
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);
        await File.WriteAllTextAsync(_file, "new");
        await client.CreateAsync(Sample.ConfigMap("a"), CancellationToken.None);
        _server.Requests.Select(request => request.Authorization).ShouldBe(["Bearer old", "Bearer old", "Bearer new"]);
    }

    [Fact]
    public async Task A_token_that_stays_refused_is_an_error_after_one_more_attempt()
    {
        await File.WriteAllTextAsync(_file, "bad");
        _server.ThenFail(401, "Unauthorized");
        using var client = Clients.Create(_server, tokenProvider: new TokenFileProvider(_file, TimeProvider.System));
        (await Should.ThrowAsync<KubernetesException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None))).Status.Code.ShouldBe(401);
        _server.Requests.Count.ShouldBe(2);
    }
}
