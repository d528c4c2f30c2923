using ExchangeHA.Agent.Keepalived;
using ExchangeHA.Agent.Tests.Support;
using ExchangeHA.Balancing.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Keepalived;

public sealed class VrrpStateTrackerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private const string One = "vrrp_instance mail {\n}\n";
    private const string Group = "vrrp_sync_group mail {\n  group {\n    mail\n    mail6\n  }\n}\nvrrp_instance mail {\n}\nvrrp_instance mail6 {\n}\n";
    private string? _configuration = One;
    private bool _holds;
    private bool _runs = true;
    private int _changes;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_state_keeps_its_time_through_an_agents_restart()
    {
        var tracker = New();
        tracker.OnLine("INSTANCE \"mail\" MASTER 101");
        var since = tracker.Current!.SinceText;
        tracker.OnLine("INSTANCE \"mail\" MASTER 101");
        _changes.ShouldBe(1);
        New().Current!.SinceText.ShouldBe(since);
    }

    [Fact]
    public void The_only_instance_speaks_and_a_group_for_all()
    {
        var tracker = New();
        tracker.OnLine("INSTANCE \"mail\" BACKUP 101");
        tracker.OnLine("INSTANCE \"another\" MASTER 101");
        tracker.Current!.State.ShouldBe(VrrpState.BACKUP);
        _configuration = Group;
        tracker.OnLine("INSTANCE \"mail\" FAULT 101");
        tracker.Current!.State.ShouldBe(VrrpState.BACKUP);
        tracker.OnLine("GROUP \"mail\" MASTER 101");
        tracker.Current!.State.ShouldBe(VrrpState.MASTER);
    }

    [Fact]
    public void A_group_that_is_gone_speaks_no_more()
    {
        _configuration = Group;
        var tracker = New();
        tracker.OnLine("GROUP \"mail\" MASTER 101");
        _configuration = One;
        tracker.OnConfiguration();
        tracker.OnLine("INSTANCE \"mail\" FAULT 101");
        tracker.Current!.State.ShouldBe(VrrpState.FAULT);
    }

    [Fact]
    public void What_was_said_while_the_configuration_changed_counts_by_the_new_one()
    {
        var tracker = New();
        tracker.OnLine("INSTANCE \"mail\" BACKUP 101");
        tracker.OnLine("GROUP \"mail\" FAULT 101");
        tracker.Current!.State.ShouldBe(VrrpState.BACKUP);
        _configuration = Group;
        tracker.OnConfiguration();
        tracker.Current!.State.ShouldBe(VrrpState.FAULT);
        _configuration = null;
        tracker.OnConfiguration();
        tracker.Current!.State.ShouldBe(VrrpState.FAULT);
    }

    [Fact]
    public void A_killed_keepalived_whose_address_is_left_is_still_the_master()
    {
        var tracker = New();
        tracker.OnLine("INSTANCE \"mail\" MASTER 101");
        (_holds, _runs) = (true, false);
        Look(tracker, 5);
        tracker.Current!.State.ShouldBe(VrrpState.MASTER);
        _holds = false;
        Look(tracker, 5);
        tracker.Current!.State.ShouldBe(VrrpState.INIT);
    }

    [Fact]
    public void A_notification_that_was_lost_is_made_up_for_by_the_address()
    {
        var tracker = New();
        tracker.OnLine("INSTANCE \"mail\" BACKUP 101");
        _holds = true;
        Look(tracker, 2);
        tracker.Current!.State.ShouldBe(VrrpState.BACKUP);
        Look(tracker, 1);
        tracker.Current!.State.ShouldBe(VrrpState.MASTER);
        _holds = false;
        Look(tracker, 3);
        tracker.Current!.State.ShouldBe(VrrpState.BACKUP);
    }

    [Fact]
    public void Without_the_address_a_fault_stays_a_fault()
    {
        var tracker = New();
        tracker.OnLine("INSTANCE \"mail\" FAULT 101");
        Look(tracker, 5);
        tracker.Current!.State.ShouldBe(VrrpState.FAULT);
    }

    private static void Look(VrrpStateTracker tracker, int times)
    {
        for (var i = 0; i < times; i++)
            tracker.Look();
    }

    private VrrpStateTracker New() =>
        new(_directory.In("vrrp.state"), () => _configuration, () => _holds, () => _runs, TimeProvider.System, NullLogger<VrrpStateTracker>.Instance) { Changed = _ => _changes++ };
}
