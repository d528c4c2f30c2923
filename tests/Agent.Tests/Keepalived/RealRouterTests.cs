using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Keepalived;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Agent.Tests.Keepalived;

/// <summary>What the operator renders, run by the keepalived of this machine in a network namespace.</summary>
public sealed class RealRouterTests : IDisposable
{
    private const string Six = "fd00:9::100/64";
    private readonly RealKeepalived _keepalived = new();

    public void Dispose() => _keepalived.Dispose();

    [Theory]
    [InlineData(DualStackMode.SyncGroup)]
    [InlineData(DualStackMode.OneRouter)]
    public async Task Both_families_come_and_go_together_and_the_agent_hears_of_it(DualStackMode mode)
    {
        _keepalived.Stage(RenderedRouter.File(new VipSpec { Addresses = [RealKeepalived.Address, Six], AdvertisementInterval = "200ms", DualStack = mode, Preemption = new() { Delay = "0s" } }, _keepalived.Paths));
        using var stop = new CancellationTokenSource();
        var tracker = _keepalived.NewTracker();
        var reading = NotifyFifo.RunAsync(_keepalived.Paths.NotifyFifo, tracker.OnLine, stop.Token);
        await _keepalived.StartAsMasterAsync();
        foreach (var healthy in new[] { true, false, true })
        {
            _keepalived.TrackFile.Write(healthy);
            await Eventually.Is(
                () => Task.FromResult(_keepalived.HoldsAddress == healthy && _keepalived.Node.Holds(Six) == healthy && tracker.Current?.State == (healthy ? VrrpState.MASTER : VrrpState.FAULT)),
                () => $"healthy: {healthy}, {tracker.Current?.State}: {_keepalived.Log}");
        }

        await stop.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task A_family_that_goes_or_comes_leaves_the_state_true()
    {
        WantedConfiguration With(params string[] addresses) =>
            RenderedRouter.File(new VipSpec { Addresses = [.. addresses], VirtualRouterID = 101, AdvertisementInterval = "200ms", Preemption = new() { Delay = "0s" } }, _keepalived.Paths);
        _keepalived.Stage(With(RealKeepalived.Address, Six));
        using var stop = new CancellationTokenSource();
        var tracker = _keepalived.NewTracker();
        var reading = NotifyFifo.RunAsync(_keepalived.Paths.NotifyFifo, tracker.OnLine, stop.Token);
        await _keepalived.StartAsMasterAsync();
        var applier = _keepalived.NewApplier(tracker);
        await applier.RecoverAsync(default);
        foreach (var addresses in new string[][] { [RealKeepalived.Address], [RealKeepalived.Address, Six] })
        {
            (await applier.ApplyAsync(With(addresses), default)).ShouldBeTrue(applier.Refused?.Message);
            foreach (var healthy in new[] { false, true })
            {
                _keepalived.TrackFile.Write(healthy);
                await Eventually.Is(
                    () => Task.FromResult(_keepalived.HoldsAddress == healthy && tracker.Current?.State == (healthy ? VrrpState.MASTER : VrrpState.FAULT)),
                    () => $"{addresses.Length} addresses, healthy: {healthy}, {tracker.Current?.State}: {_keepalived.Log}");
            }
        }

        await stop.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task The_interface_is_found_by_the_address_that_it_carries()
    {
        var file = RenderedRouter.File(new VipSpec { Addresses = [RealKeepalived.Address], AdvertisementInterval = "200ms" }, _keepalived.Paths, interfaceName: null);
        _keepalived.Stage(file);

        (await _keepalived.Daemon.CheckAsync(_keepalived.Store.RunningFile, default)).ShouldBeNull();
        await _keepalived.StartAsMasterAsync();
        _keepalived.HoldsAddress.ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_without_an_address_in_the_network_refuses_and_says_what_it_has()
    {
        var file = RenderedRouter.File(new VipSpec { Addresses = ["10.8.0.100/24"] }, _keepalived.Paths, interfaceName: null);
        _keepalived.Stage(file);

        (await _keepalived.Daemon.CheckAsync(_keepalived.Store.RunningFile, default)).ShouldNotBeNull().ShouldContain("No interface of this node has an address in 10.8.0.0/24. It has eth0 (10.9.0.1/24)");
    }
}
