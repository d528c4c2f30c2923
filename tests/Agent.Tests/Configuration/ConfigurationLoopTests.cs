using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Configuration;

public sealed class ConfigurationLoopTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeKubernetesClient _server = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConfigurationStore _store;
    private readonly FakeDaemon _daemon;
    private readonly ConfigurationApplier _applier;
    private Task _running = Task.CompletedTask;

    public ConfigurationLoopTests()
    {
        _store = new(_directory.In("haproxy.cfg"));
        _daemon = new(_store);
        _applier = new(_daemon, _store, NullLogger<ConfigurationApplier>.Instance);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task The_secret_is_asked_for_by_name_and_followed()
    {
        _server.SetFile("haproxy.cfg", "first\n");
        Start();
        await Eventually.Is(() => _applier.Running?.Text == "first\n", "the first configuration");
        _server.SetFile("haproxy.cfg", "second\n");
        await Eventually.Is(() => _applier.Running?.Text == "second\n", "the second");
        _server.FieldSelectors.ShouldAllBe(selector => selector == "metadata.name=" + FakeKubernetesClient.Secret);
    }

    [Fact]
    public async Task Ready_from_the_first_verified_configuration_on_and_during_every_reload()
    {
        var first = new TaskCompletionSource();
        _daemon.MayReload = first.Task;
        _server.SetFile("haproxy.cfg", "first\n");
        var loop = Start();
        await Eventually.Is(() => _daemon.Reloads == 1, "the first start");
        loop.IsReady.ShouldBeFalse();
        first.SetResult();
        await Eventually.Is(() => loop.IsReady, "the first configuration");

        foreach (var text in new[] { "second\n", "third refused-by-reload\n" })
        {
            var reload = new TaskCompletionSource();
            _daemon.MayReload = reload.Task;
            var reloads = _daemon.Reloads;
            _server.SetFile("haproxy.cfg", text);
            await Eventually.Is(() => _daemon.Reloads > reloads, "the reload");
            loop.IsReady.ShouldBeTrue();
            reload.SetResult();
            await Eventually.Is(() => _applier.Running?.Text == text || _applier.Refused?.Revision == Revision.Of(text), "the end of the reload");
            loop.IsReady.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_watch_that_ends_is_begun_again()
    {
        _server.SetFile("haproxy.cfg", "first\n");
        Start();
        await Eventually.Is(() => _applier.Running?.Text == "first\n", "the first configuration");
        _server.EndWatches();
        _server.SetFile("haproxy.cfg", "second\n");
        await Eventually.Is(() => _applier.Running?.Text == "second\n", "the second");
    }

    [Fact]
    public async Task A_burst_comes_to_its_last()
    {
        _server.SetFile("haproxy.cfg", "first\n");
        Start();
        await Eventually.Is(() => _applier.Running is not null, "the first configuration");
        for (var i = 0; i < 200; i++)
            _server.SetFile("haproxy.cfg", $"change {i}\n");
        await Eventually.Is(() => _applier.Running?.Text == "change 199\n", "the last change");
    }

    [Fact]
    public async Task A_truncated_secret_and_a_deleted_one_change_nothing()
    {
        _server.SetFile("haproxy.cfg", "first\n");
        var loop = Start();
        await Eventually.Is(() => _applier.Running is not null, "the first configuration");
        _server.SetFile("haproxy.cfg", "secon", Revision.Of("second\n"));
        await Eventually.Is(() => _applier.Refused is not null, "the refusal");
        _server.Set(null);
        _daemon.Runs!.Text.ShouldBe("first\n");
        loop.IsReady.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_an_API_server_what_is_on_the_node_goes_on()
    {
        _store.Stage(new("first\n", Revision.Of("first\n")), []);
        _store.Swap();
        _daemon.Start();
        _server.IsAway = true;
        var loop = Start();
        await Eventually.Is(() => loop.IsReady, "the node's own configuration");
        _daemon.Reloads.ShouldBe(0);
        _server.SetFile("haproxy.cfg", "second\n");
        _server.IsAway = false;
        await Eventually.Is(() => _applier.Running?.Text == "second\n", "the second, once the API server is back");
    }

    [Fact]
    public async Task A_refused_configuration_is_tried_again()
    {
        _server.SetFile("haproxy.cfg", "refused-by-check\n");
        Start(TimeSpan.FromMilliseconds(20));
        await Eventually.Is(() => _daemon.Checked.Count >= 3, "more attempts");
    }

    private ConfigurationLoop Start(TimeSpan? retryDelay = null)
    {
        var watcher = new SecretWatcher(_server, FakeKubernetesClient.Namespace, FakeKubernetesClient.Secret, NullLogger<Informer<V1Secret>>.Instance);
        var loop = new ConfigurationLoop(watcher, "haproxy.cfg", _applier, NullLogger<ConfigurationLoop>.Instance) { RetryDelay = retryDelay ?? TimeSpan.FromSeconds(30) };
        _running = loop.RunAsync(_stop.Token);
        return loop;
    }
}
