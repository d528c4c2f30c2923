using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Haproxy;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Configuration;

/// <summary>Configurations that differ in servers' weights and states alone.</summary>
public sealed class ServersWhileRunningTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ConfigurationStore _store;
    private readonly FakeDaemon _daemon;
    private readonly List<(ReloadReason Reason, bool Succeeded)> _reloaded = [];

    public ServersWhileRunningTests()
    {
        _store = new(_directory.In("haproxy.cfg"));
        _daemon = new(_store);
    }

    public static TheoryData<ApplierStep> Steps => [.. Enum.GetValues<ApplierStep>()];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task They_are_taken_over_without_a_reload_and_other_changes_with_them_by_one()
    {
        var applier = await RunningAsync("weight 100");
        var reloads = _daemon.Reloads;
        (await applier.ApplyAsync(Wanted("weight 50"), default)).ShouldBeTrue(applier.Refused?.Message);
        _daemon.Reloads.ShouldBe(reloads);
        _daemon.Runs!.Text.ShouldContain("weight 50");
        applier.Running!.Revision.ShouldBe(Wanted("weight 50").Revision);

        (await applier.ApplyAsync(Wanted("weight 60", "timeout 1s"), default)).ShouldBeTrue(applier.Refused?.Message);
        _daemon.Reloads.ShouldBe(reloads + 1);
        _reloaded.ShouldBe([(ReloadReason.First, true), (ReloadReason.Servers, true), (ReloadReason.Changed, true)]);
    }

    [Fact]
    public async Task What_the_running_daemon_does_not_take_comes_by_a_reload_with_that_reason()
    {
        var applier = await RunningAsync("weight 100");
        var reloads = _daemon.Reloads;
        _daemon.RefusesToTake = "no such server";
        (await applier.ApplyAsync(Wanted("weight 50"), default)).ShouldBeTrue(applier.Refused?.Message);

        _daemon.Reloads.ShouldBe(reloads + 1);
        _reloaded[^1].ShouldBe((ReloadReason.Servers, true));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task After_a_crash_at_any_step_the_next_agent_brings_them(ApplierStep step)
    {
        await RunningAsync("weight 100");
        var killed = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance)
        {
            Reached = reached =>
            {
                if (reached == step)
                    throw new OperationCanceledException("killed");
            },
        };
        try
        {
            await killed.RecoverAsync(default);
            await killed.ApplyAsync(Wanted("weight 50"), default);
        }
        catch (OperationCanceledException)
        {
            // killed
        }

        var next = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance);
        await next.RecoverAsync(default);
        (await next.ApplyAsync(Wanted("weight 50"), default)).ShouldBeTrue(next.Refused?.Message);
        next.Running!.Revision.ShouldBe(Wanted("weight 50").Revision);
        _daemon.Runs!.Text.ShouldContain("weight 50");
        _store.LastGood.ShouldBeNull();
    }

    [Theory]
    [InlineData("    server a 192.0.2.1:443 check weight 5 tcp-ut 30s", "    server a 192.0.2.1:443 check tcp-ut 30s", 5, false)]
    [InlineData("    server a [2001:db8::1]:443 check weight 256 disabled backup", "    server a [2001:db8::1]:443 check backup", 256, true)]
    [InlineData("    server \"a\" b.example:443 weight 0", "    server \"a\" b.example:443", 0, false)]
    public void They_are_read_from_the_text_and_taken_out_of_it(string line, string without, int weight, bool isDisabled)
    {
        var text = $"global\n    maxconn 1\nbackend https\n    default-server weight 7\n{line}\n";
        ServerSettings.In(text).ShouldHaveSingleItem().ShouldBe(new(("https", "a"), new(weight, isDisabled)));
        ServerSettings.Without(text).ShouldBe(text.Replace(line, without));
    }

    [Fact]
    public void A_server_without_a_weight_says_nothing() => ServerSettings.In("backend https\n    server a 192.0.2.1:443 check\n    server weightless 192.0.2.1:443 disabled\n").ShouldBeEmpty();

    private async Task<ConfigurationApplier> RunningAsync(string server)
    {
        var applier = new ConfigurationApplier(_daemon, _store, NullLogger<ConfigurationApplier>.Instance) { Reloaded = (reason, succeeded) => _reloaded.Add((reason, succeeded)) };
        (await applier.ApplyAsync(Wanted(server), default)).ShouldBeTrue(applier.Refused?.Message);
        return applier;
    }

    private static WantedConfiguration Wanted(string server, string more = "")
    {
        var text = $"backend https\n{more}\nserver exch1 {server}\n";
        return new(text, Revision.Of(text));
    }
}
