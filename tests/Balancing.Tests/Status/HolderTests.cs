using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Status;

namespace ExchangeHA.Balancing.Tests.Status;

public sealed class HolderTests
{
    private const string Later = "2026-01-01T12:05:00.000000Z";
    private static readonly DateTimeOffset LaterTime = new(2026, 1, 1, 12, 5, 0, TimeSpan.Zero);

    private readonly World _world = new();

    public HolderTests() => _world.Vrrp("c", VrrpState.MASTER, Later);

    [Fact]
    public void The_newer_claim_holds_and_the_older_is_verified_while_its_node_may_still_renew()
    {
        _world.Now = LaterTime + TimeSpan.FromSeconds(14);

        Judge().ShouldBe((HolderState.Verifying, "dc2/node-c"));
        (_world.Condition("VipAssigned")!.Status, _world.Condition("VipAssigned")!.Reason).ShouldBe(("Unknown", "Verifying"));
        _world.Condition("Ready")!.Status.ShouldBe("True");
    }

    [Fact]
    public void A_node_that_did_not_renew_its_lease_in_time_has_lost_its_claim()
    {
        _world.Leases["node-a"] = LaterTime - TimeSpan.FromSeconds(4);
        _world.Now = LaterTime + TimeSpan.FromSeconds(15);

        Judge().ShouldBe((HolderState.Held, "dc2/node-c"));
    }

    [Fact]
    public void A_node_that_lives_and_claims_is_a_second_holder()
    {
        _world.Leases["node-a"] = LaterTime + TimeSpan.FromSeconds(4);
        _world.Now = LaterTime + TimeSpan.FromSeconds(5);

        Judge().State.ShouldBe(HolderState.MultipleHolders);
        (_world.Condition("Ready")!.Status, _world.Condition("Ready")!.Reason).ShouldBe(("False", "MultipleHolders"));
    }

    [Fact]
    public void A_claim_whose_pod_is_not_ready_does_not_count()
    {
        _world.Unready("a");
        _world.Now = LaterTime + TimeSpan.FromSeconds(1);

        Judge().ShouldBe((HolderState.Held, "dc2/node-c"));
    }

    private (HolderState State, string? Node) Judge() => (_world.Observe().Holder.State, _world.Observe().Holder.Node?.ToString());
}
