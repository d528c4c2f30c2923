using System.Diagnostics;
using ExchangeHA.Agent.Keepalived;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Keepalived;

/// <summary>Against the keepalived of this machine, in network namespaces.</summary>
public sealed class RealKeepalivedTests : IDisposable
{
    private readonly RealKeepalived _keepalived = new();

    public void Dispose() => _keepalived.Dispose();

    [Fact]
    public async Task The_track_file_and_the_fifo_carry_health_there_and_the_state_back()
    {
        _keepalived.Launch();
        using var stop = new CancellationTokenSource();
        var tracker = _keepalived.NewTracker();
        var reading = NotifyFifo.RunAsync(_keepalived.Paths.NotifyFifo, tracker.OnLine, stop.Token);
        await Eventually.Is(() => tracker.Current?.State == VrrpState.FAULT, "the state to start from");
        foreach (var healthy in new[] { true, false, true })
        {
            _keepalived.TrackFile.Write(healthy);
            await Eventually.Is(() => tracker.Current?.State == (healthy ? VrrpState.MASTER : VrrpState.FAULT) && _keepalived.HoldsAddress == healthy, $"healthy: {healthy}");
        }

        await stop.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task What_happens_while_no_agent_reads_is_told_to_the_next_one()
    {
        await _keepalived.BecomeMasterAsync();
        var tracker = _keepalived.NewTracker();
        using var stop = new CancellationTokenSource();
        var reading = NotifyFifo.RunAsync(_keepalived.Paths.NotifyFifo, tracker.OnLine, stop.Token);
        await Eventually.Is(() => tracker.Current?.State == VrrpState.MASTER, "MASTER");
        await stop.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task A_change_is_applied_without_losing_the_address_and_a_bad_one_is_refused()
    {
        const string Second = "10.9.0.101/24";
        await _keepalived.BecomeMasterAsync();
        var applier = _keepalived.NewApplier();
        await applier.RecoverAsync(default);
        applier.Running!.Revision.ShouldBe(_keepalived.File().Revision);

        (await applier.ApplyAsync(_keepalived.File(Second), default)).ShouldBeTrue(applier.Refused?.Message);
        await Eventually.Is(() => _keepalived.Node.Holds(Second) && _keepalived.HoldsAddress, "the second address");

        (await applier.ApplyAsync(_keepalived.File("not-an-address"), default)).ShouldBeFalse();
        applier.Refused!.Message.ShouldContain("not-an-address");
        _keepalived.Store.Running!.Revision.ShouldBe(_keepalived.File(Second).Revision);
        _keepalived.Node.Holds(Second).ShouldBeTrue();
    }

    [Fact]
    public async Task An_agent_that_does_not_know_what_keepalived_has_read_makes_it_read_again()
    {
        await _keepalived.BecomeMasterAsync();
        File.Delete(_keepalived.Paths.KeepalivedLoadedFile);
        (await _keepalived.Daemon.IsRunningAsync(_keepalived.Store.Running!, default)).ShouldBeNull();
        var applier = _keepalived.NewApplier();
        await applier.RecoverAsync(default);
        applier.Running.ShouldBe(_keepalived.Store.Running);
        (await _keepalived.Daemon.IsRunningAsync(_keepalived.Store.Running!, default)).ShouldBe(true);
    }

    [Fact]
    public async Task A_first_start_without_the_address_on_the_node_needs_no_care_and_tells_what_it_runs()
    {
        await _keepalived.BecomeMasterAsync();
        File.Exists(_keepalived.Paths.CleanStartFile).ShouldBeFalse("it is good for one start");
        (await _keepalived.Daemon.IsRunningAsync(_keepalived.Store.Running!, default)).ShouldBe(true);
    }

    [Fact]
    public async Task The_address_of_a_pod_before_this_one_calls_for_care()
    {
        _keepalived.Node.AddAddress(RealKeepalived.Address);
        _keepalived.Launch();
        await Eventually.Is(() => _keepalived.Log.Contains("went on serving"), "the careful start");
    }

    [Fact]
    public async Task After_an_unclean_end_the_address_serves_until_another_master_is_heard()
    {
        // an interval so long that only a master that is heard can end the wait within the test's bounds
        await _keepalived.BecomeMasterAsync();
        _keepalived.Kill();
        _keepalived.HoldsAddress.ShouldBeTrue();
        _keepalived.Stage(interval: 30);

        using var other = new NetworkNamespace("10.9.0.2/24", _keepalived.Node);
        _keepalived.Start();
        await Eventually.Is(() => _keepalived.Log.Contains("went on serving"), "the careful start");
        _keepalived.HoldsAddress.ShouldBeTrue();
        _keepalived.StartOther(other);
        await Eventually.Is(() => _keepalived.Log.Contains("another master was heard: True"), "the other master");
        await Eventually.Is(() => !_keepalived.HoldsAddress && other.Holds(RealKeepalived.Address), "the address to be on one node alone");
    }

    [Fact]
    public async Task Alone_it_starts_again_after_the_master_down_time()
    {
        await _keepalived.BecomeMasterAsync();
        _keepalived.Kill();
        _keepalived.Start();
        await Eventually.Is(() => Task.FromResult(_keepalived.Log.Contains("another master was heard: False")), () => $"the end of the careful start: {_keepalived.Log}");
        await Eventually.Is(() => Task.FromResult(File.Exists(_keepalived.Paths.VrrpPidFile) && _keepalived.HoldsAddress), () => $"keepalived to hold the address again: {_keepalived.Log}");
    }

    [Fact]
    public async Task One_that_freezes_while_it_holds_the_address_is_ended_and_one_that_lives_is_not()
    {
        await _keepalived.BecomeMasterAsync();
        var watch = new FreezeWatch(_keepalived.Paths, () => true, () => _keepalived.File().Text, TimeProvider.System, NullLogger<FreezeWatch>.Instance);
        for (var look = 0; look < 6; look++)
        {
            watch.Look();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        PidFile.TryRead(_keepalived.Paths.VrrpPidFile).ShouldNotBeNull();
        _keepalived.Freeze();
        await Eventually.Is(
            () =>
            {
                watch.Look();
                return PidFile.TryRead(_keepalived.Paths.VrrpPidFile) is null && PidFile.TryRead(_keepalived.Paths.KeepalivedPidFile) is null;
            },
            "both processes to end");
        // it is the careful start's to take off, when it hears who has it now
        _keepalived.HoldsAddress.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_stands_by_has_nothing_to_wake_for()
    {
        await _keepalived.BecomeMasterAsync();
        var watch = new FreezeWatch(_keepalived.Paths, () => false, () => _keepalived.File().Text, TimeProvider.System, NullLogger<FreezeWatch>.Instance);
        _keepalived.Freeze();
        for (var look = 0; look < 100; look++)
            watch.Look();

        PidFile.TryRead(_keepalived.Paths.VrrpPidFile).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_pod_that_is_ended_while_it_starts_carefully_takes_the_address_off()
    {
        _keepalived.Node.AddAddress(RealKeepalived.Address);
        _keepalived.Stage(interval: 30);
        var launched = _keepalived.Start();
        await Eventually.Is(() => _keepalived.Log.Contains("went on serving"), "the careful start");
        using (var kill = Process.Start("kill", ["-TERM", launched.Id.ToString()]))
            await kill.WaitForExitAsync();
        await launched.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        _keepalived.HoldsAddress.ShouldBeFalse(_keepalived.Log);
    }
}
