using ExchangeHA.Agent.Keepalived;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Keepalived;

public sealed class TrackFileWriterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeHealthPage _page = new();
    private readonly TrackFile _file;
    private bool _standsDown;
    private bool _isVerified = true;
    private bool _holds = true;
    private string? _givesWayTo;
    private int _handOvers;

    public TrackFileWriterTests() => _file = new(_directory.In("haproxy.track"));

    public void Dispose()
    {
        _page.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Only_an_answer_of_200_lets_the_node_hold_the_address()
    {
        _file.Write(healthy: false);
        var writer = New();
        await writer.ProbeAsync(default);
        _file.IsHealthy.ShouldBe(true);
        foreach (var status in new[] { 503, 0, 404, 410 })
        {
            _page.Status = status;
            await writer.ProbeAsync(default);
            _file.IsHealthy.ShouldBe(false);
            _page.Status = 200;
            await writer.ProbeAsync(default);
            _file.IsHealthy.ShouldBe(true);
        }

        _page.Dispose();
        await writer.ProbeAsync(default);
        _file.IsHealthy.ShouldBe(false);
    }

    [Fact]
    public async Task A_node_that_stands_down_hands_the_address_over()
    {
        var writer = New();
        await writer.ProbeAsync(default);
        _standsDown = true;
        await writer.ProbeAsync(default);
        _file.IsHealthy.ShouldBe(false);
        _handOvers.ShouldBe(1);
    }

    [Fact]
    public async Task A_holder_gives_way_once_for_each_wait_of_another_node_and_stands_by_at_once()
    {
        var writer = New();
        await writer.ProbeAsync(default);
        foreach (var (other, handOvers) in new[] { ("dc1/node-b 1", 1), ("dc1/node-b 1", 1), ("dc1/node-b 2", 2) })
        {
            _givesWayTo = other;
            await writer.ProbeAsync(default);
            _handOvers.ShouldBe(handOvers);
            await writer.ProbeAsync(default);
            _file.IsHealthy.ShouldBe(true);
        }

        _holds = false;
        _givesWayTo = "dc1/node-b 3";
        await writer.ProbeAsync(default);
        _handOvers.ShouldBe(2);
        _file.IsHealthy.ShouldBe(true);
    }

    [Theory]
    [InlineData(410, 1)]
    [InlineData(503, 0)]
    [InlineData(404, 0)]
    public async Task A_haproxy_that_is_about_to_end_hands_the_address_over_and_one_that_cannot_serve_drops_it_at_once(int status, int handOvers)
    {
        var writer = New();
        await writer.ProbeAsync(default);
        _page.Status = status;
        await writer.ProbeAsync(default);
        await writer.ProbeAsync(default);
        _file.IsHealthy.ShouldBe(false);
        _handOvers.ShouldBe(handOvers);
    }

    [Fact]
    public async Task Until_a_configuration_is_verified_health_changes_nothing_and_failure_counts()
    {
        _isVerified = false;
        _file.Write(healthy: false);
        await New().ProbeAsync(default);
        _file.IsHealthy.ShouldBe(false);

        // the agent came back beside a keepalived that holds the address
        _file.Write(healthy: true);
        await New().ProbeAsync(default);
        _file.IsHealthy.ShouldBe(true);
        _page.Status = 503;
        await New().ProbeAsync(default);
        _file.IsHealthy.ShouldBe(false);
    }

    [Fact]
    public async Task The_file_is_written_only_when_it_changes_and_again_when_it_was_lost()
    {
        var writer = New();
        await writer.ProbeAsync(default);
        var written = File.GetLastWriteTimeUtc(_directory.In("haproxy.track"));
        for (var i = 0; i < 20; i++)
            await writer.ProbeAsync(default);
        File.GetLastWriteTimeUtc(_directory.In("haproxy.track")).ShouldBe(written);
        File.Delete(_directory.In("haproxy.track"));
        await writer.ProbeAsync(default);
        _file.IsHealthy.ShouldBe(true);
    }

    private TrackFileWriter New() =>
        new(_file, Header, () => _isVerified, () => _holds, HandOver, TimeProvider.System, NullLogger<TrackFileWriter>.Instance) { SilenceBound = TimeSpan.FromSeconds(2) };

    private Task HandOver(ConfigurationHeader configuration, Action giveUp, CancellationToken cancellationToken)
    {
        _handOvers++;
        giveUp();
        return Task.CompletedTask;
    }

    private ConfigurationHeader Header() => new()
    {
        Balancer = new NamespacedName("exchange", "mail"),
        Datacenter = "dc1",
        Node = "node-a",
        VirtualAddresses = [],
        HealthPort = _page.Port,
        StandDown = _standsDown,
        GivesWayTo = _givesWayTo,
    };
}
