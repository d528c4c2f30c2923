using System.Text;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Caching;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Configuration;

public sealed class ConfigurationStagerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeKubernetesClient _server = new();
    private readonly ConfigurationStore _store;

    public ConfigurationStagerTests() => _store = new(_directory.In("haproxy.cfg"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_the_API_server_says_wins()
    {
        Mount("mounted\n");
        OnNode("copy\n");
        _server.SetFile("haproxy.cfg", "newest\n");
        await Stager().StageAsync(default);
        _store.Running!.Text.ShouldBe("newest\n");
    }

    [Fact]
    public async Task Without_an_API_server_the_last_verified_copy_is_used()
    {
        Mount("mounted\n");
        OnNode("copy\n");
        _server.IsAway = true;
        await Stager().StageAsync(default);
        _store.Running!.Text.ShouldBe("copy\n");
    }

    [Fact]
    public async Task Without_a_copy_the_mounted_secret_is_used()
    {
        Mount("mounted\n");
        _server.IsAway = true;
        await Stager().StageAsync(default);
        _store.Running!.Text.ShouldBe("mounted\n");
        _store.Running.Revision.ShouldBe(Revision.Of("mounted\n"));
    }

    [Theory]
    [InlineData("refused-by-check\n", null)]
    [InlineData("newest\n", "another revision")]
    public async Task What_is_refused_or_truncated_gives_way_to_the_copy(string text, string? revision)
    {
        OnNode("copy\n");
        _server.SetFile("haproxy.cfg", text, revision);
        await Stager().StageAsync(default);
        _store.Running!.Text.ShouldBe("copy\n");
    }

    [Fact]
    public async Task A_torn_copy_is_not_used()
    {
        File.WriteAllText(_store.RunningFile, new SealedConfiguration("copy\n", "r").ToFile()[..^5]);
        Mount("mounted\n");
        _server.IsAway = true;
        await Stager().StageAsync(default);
        _store.Running!.Text.ShouldBe("mounted\n");
    }

    [Fact]
    public async Task A_node_whose_file_is_not_rendered_yet_waits()
    {
        _server.SetFile("keepalived.other.conf", "another node's\n");
        var staging = Stager().StageAsync(default);
        await Task.WhenAny(staging, Task.Delay(500));
        staging.IsCompleted.ShouldBeFalse();
        _server.SetFile("haproxy.cfg", "rendered\n");
        await staging.WaitAsync(TimeSpan.FromSeconds(60));
        _store.Running!.Text.ShouldBe("rendered\n");
    }

    [Fact]
    public async Task What_was_refused_is_tried_again_for_its_cause_may_have_gone()
    {
        var daemon = new FakeDaemon(_store) { RefusesAll = true };
        _server.SetFile("haproxy.cfg", "rendered\n");
        var staging = Stager(daemon).StageAsync(default);
        await Eventually.Is(() => daemon.Checked.Count > 0, "the first check");
        daemon.RefusesAll = false;
        await staging.WaitAsync(TimeSpan.FromSeconds(60));
        _store.Running!.Text.ShouldBe("rendered\n");
    }

    private void OnNode(string text)
    {
        _store.Stage(new(text, Revision.Of(text)), []);
        _store.Swap();
    }

    private void Mount(string text)
    {
        Directory.CreateDirectory(_directory.Paths.MountedDirectory);
        File.WriteAllText(Path.Combine(_directory.Paths.MountedDirectory, "haproxy.cfg"), text);
        File.WriteAllBytes(Path.Combine(_directory.Paths.MountedDirectory, "haproxy.cfg.revision"), Encoding.UTF8.GetBytes(Revision.Of(text)));
    }

    private ConfigurationStager Stager(FakeDaemon? daemon = null) => new(
        daemon ?? new FakeDaemon(_store),
        _store,
        new SecretWatcher(_server, FakeKubernetesClient.Namespace, FakeKubernetesClient.Secret, NullLogger<Informer<V1Secret>>.Instance),
        _directory.Paths.MountedDirectory,
        "haproxy.cfg",
        TimeProvider.System,
        NullLogger<ConfigurationStager>.Instance)
    {
        AnswerBound = TimeSpan.FromMilliseconds(200),
        RetryDelay = TimeSpan.FromMilliseconds(300),
    };
}
