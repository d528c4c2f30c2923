using ExchangeHA.Agent.Reports;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Reports;

public sealed class NodeReporterTests : IAsyncLifetime, IDisposable
{
    private readonly FakeKubernetesClient _server = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile string _backends = "2/2";
    private Task _running = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stop.Dispose();
    }

    [Fact]
    public async Task A_report_is_sent_once_and_again_when_it_changes()
    {
        var reporter = Start(TimeSpan.FromMinutes(10));
        await Eventually.Is(() => _server.Reports().Count == 1, "the first report");
        reporter.Notify();
        reporter.Notify();
        _backends = "1/2";
        reporter.Notify();
        await Eventually.Is(() => _server.Reports().Count == 2, "the change");
        _server.Reports()[1].Status!.Haproxy!.Backends.ShouldBe("1/2");
        _server.Reports()[1].Metadata.Name.ShouldBe("mail-node-a");
        // an applied field is an owned field: the specification is the operator's
        _server.Reports()[1].Spec.ShouldBeNull();
    }

    [Fact]
    public async Task A_burst_is_merged()
    {
        var reporter = Start(TimeSpan.FromMinutes(10));
        await Eventually.Is(() => _server.Reports().Count == 1, "the first report");
        for (var i = 0; i <= 100; i++)
        {
            _backends = $"{i}/100";
            reporter.Notify();
        }

        await Eventually.Is(() => _server.Reports()[^1].Status!.Haproxy!.Backends == "100/100", "the last state");
        _server.Reports().Count.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task It_waits_for_its_BalancerNode_and_for_the_API_server()
    {
        _server.HasBalancerNode = false;
        Start(TimeSpan.FromMinutes(10));
        _server.IsAway = true;
        _server.HasBalancerNode = true;
        _server.IsAway = false;
        await Eventually.Is(() => _server.Reports().Count == 1, "the report");
    }

    [Fact]
    public async Task An_unchanged_report_comes_again_after_a_while()
    {
        Start(TimeSpan.FromMilliseconds(50));
        await Eventually.Is(() => _server.Reports().Count >= 3, "repeats");
    }

    private NodeReporter Start(TimeSpan repeatInterval)
    {
        var reporter = new NodeReporter(
            _server,
            FakeKubernetesClient.Namespace,
            "mail-node-a",
            "manager",
            () => new() { Haproxy = new HaproxyReport { Backends = _backends } },
            NullLogger<NodeReporter>.Instance)
        {
            RepeatInterval = repeatInterval,
        };
        _running = reporter.RunAsync(_stop.Token);
        return reporter;
    }
}
