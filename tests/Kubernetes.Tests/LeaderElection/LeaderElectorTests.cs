using ExchangeHA.Kubernetes.LeaderElection;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.LeaderElection;

public sealed class LeaderElectorTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();
    private readonly ObjectTracker _api = new();

    [Fact]
    public async Task The_first_leads_the_second_takes_over_at_once_after_a_release()
    {
        using var first = Candidate("first");
        await first.LeadsAsync();
        using var second = Candidate("second");
        await PassAsync(TimeSpan.FromMinutes(2), second);
        second.Elector.IsLeader.ShouldBeFalse();
        var lease = Lease();
        lease.HolderIdentity.ShouldBe("first");
        lease.LeaseDurationSeconds.ShouldBe(15);
        lease.LeaseTransitions.ShouldBe(0);
        lease.RenewTime!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$");
        lease.RenewTime.ShouldNotBe(lease.AcquireTime);

        var released = _time.GetUtcNow();
        await first.StopAsync();
        await second.LeadsAsync();
        (DateTimeOffset.Parse(Lease().AcquireTime!) - released).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        Lease().LeaseTransitions.ShouldBe(1);
        await second.StopAsync();
        Lease().HolderIdentity.ShouldBe("");
    }

    [Fact]
    public async Task A_leader_that_is_cut_off_stops_before_another_begins()
    {
        var cut = false;
        using var first = Candidate("first", new CutOff(_api, () => cut));
        await first.LeadsAsync();
        using var second = Candidate("second");
        cut = true;
        var overlap = false;
        await Eventually.TrueAsync(_time, Step, () =>
        {
            // The work's own way out takes real time, in which manual time must not go on.
            SpinWait.SpinUntil(() => first.Elector.IsLeader || !first.Leading, Eventually.Limit);
            overlap |= first.Leading && second.Leading;
            return second.Leading;
        }, "the second took over");
        overlap.ShouldBeFalse();
        first.Elector.IsLeader.ShouldBeFalse();
        await Should.ThrowAsync<LeadershipLostException>(() => first.Running).WaitAsync(Eventually.Limit);
        Lease().HolderIdentity.ShouldBe("second");
        await second.StopAsync();
    }

    [Theory]
    [InlineData("uid-1", true)]
    [InlineData("uid-2", false)]
    [InlineData(null, false)]
    public async Task A_restarted_container_takes_its_predecessors_lease_early_and_no_other_pods(string? uid, bool early)
    {
        var cut = false;
        using (var first = new Candidate(LeaseLock.OfPod(new CutOff(_api, () => cut), "ns", "lock", "pod", "uid-1"), _time))
        {
            await first.LeadsAsync();
            cut = true;
            await Should.ThrowAsync<LeadershipLostException>(async () =>
            {
                await Eventually.TrueAsync(_time, Step, () => first.Running.IsCompleted, "it gave up");
                await first.Running;
            });
        }

        var restarted = _time.GetTimestamp();
        using var second = new Candidate(LeaseLock.OfPod(_api, "ns", "lock", "pod", uid), _time);
        await second.LeadsAsync();
        (_time.GetElapsedTime(restarted) < TimeSpan.FromSeconds(14)).ShouldBe(early);
        // what the predecessor has sent may still be on its way
        _time.GetElapsedTime(restarted).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(5));
        await second.StopAsync();
    }

    [Fact]
    public async Task A_request_that_hangs_costs_the_leadership_no_later_than_the_deadline()
    {
        var hang = false;
        using var first = Candidate("first");
        await first.LeadsAsync();
        _api.Before = (_, token) => hang ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;
        hang = true;
        await Eventually.TrueAsync(_time, Step, () => first.Running.IsCompleted, "it gave up");
        await Should.ThrowAsync<LeadershipLostException>(() => first.Running);
        first.Leading.ShouldBeFalse();
    }

    [Fact]
    public async Task A_few_failures_are_survived()
    {
        using var first = Candidate("first");
        await first.LeadsAsync();
        var failures = 3;
        _api.Before = (_, _) => Interlocked.Decrement(ref failures) >= 0 ? throw ObjectTracker.Error(500, "InternalError") : Task.CompletedTask;
        await PassAsync(TimeSpan.FromMinutes(1), first);
        failures.ShouldBeLessThan(0);
        first.Leading.ShouldBeTrue();
        await first.StopAsync();
    }

    [Fact]
    public async Task After_a_pause_nobody_takes_itself_for_the_leader()
    {
        var cut = false;
        using var first = Candidate("first", new CutOff(_api, () => cut));
        await first.LeadsAsync();
        first.Elector.IsLeader.ShouldBeTrue();
        first.Elector.ThrowIfClosed();
        cut = true;
        // Time passes at once, as for a process that was stopped: no timer has run when the question is asked.
        var asked = new TaskCompletionSource<bool>();
        using var timer = _time.CreateTimer(_ => asked.TrySetResult(first.Elector.IsLeader), null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(20));
        (await asked.Task).ShouldBeFalse();
        Should.Throw<LeadershipLostException>(first.Elector.ThrowIfClosed);
        await Should.ThrowAsync<LeadershipLostException>(async () =>
        {
            await Eventually.TrueAsync(_time, Step, () => first.Running.IsCompleted, "it gave up");
            await first.Running;
        });
    }

    [Fact]
    public async Task A_lease_taken_by_force_is_lost_at_once()
    {
        using var first = Candidate("first");
        await first.LeadsAsync();
        var lease = _api.Find<V1Lease>("lock", "ns")!;
        await _api.ReplaceAsync(lease with { Spec = lease.Spec! with { HolderIdentity = "thief" } }, CancellationToken.None);
        await Eventually.TrueAsync(_time, Step, () => first.Running.IsCompleted, "it gave up");
        (await Should.ThrowAsync<LeadershipLostException>(() => first.Running)).Message.ShouldContain("thief");
        Lease().HolderIdentity.ShouldBe("thief");
    }

    [Fact]
    public async Task The_longer_lease_of_another_holder_is_respected_whatever_its_clock_says()
    {
        await _api.CreateAsync(new V1Lease
        {
            Metadata = new V1ObjectMeta { Name = "lock", Namespace = "ns" },
            Spec = new V1LeaseSpec { HolderIdentity = "old", LeaseDurationSeconds = 60, RenewTime = "1999-01-01T00:00:00.000000Z" },
        }, CancellationToken.None);
        using var first = Candidate("first");
        var started = _time.GetTimestamp();
        await first.LeadsAsync();
        _time.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60));
        await first.StopAsync();
    }

    [Fact]
    public async Task When_the_work_fails_the_lease_is_released_and_the_failure_told()
    {
        var elector = new LeaderElector(new LeaseLock(_api, "ns", "lock", "first"), null, NullLogger<LeaderElector>.Instance, _time);
        await Should.ThrowAsync<InvalidDataException>(() => elector.RunAsync(_ => throw new InvalidDataException(), CancellationToken.None)).WaitAsync(Eventually.Limit);
        Lease().HolderIdentity.ShouldBe("");
        elector.IsLeader.ShouldBeFalse();
    }

    [Fact]
    public void Times_that_cannot_work_are_refused() => Should.Throw<InvalidOperationException>(() => new LeaderElector(
        new LeaseLock(_api, "ns", "lock", "first"), new LeaderElectionOptions { RenewDeadline = TimeSpan.FromSeconds(15) }, NullLogger<LeaderElector>.Instance));

    private V1LeaseSpec Lease() => _api.Find<V1Lease>("lock", "ns")!.Spec!;

    private Candidate Candidate(string name, IKubernetesClient? api = null) => new(api ?? _api, name, _time);

    private async Task PassAsync(TimeSpan duration, Candidate candidate)
    {
        var end = _time.GetUtcNow() + duration;
        await Eventually.TrueAsync(_time, TimeSpan.FromSeconds(0.5), () => _time.GetUtcNow() >= end || candidate.Running.IsCompleted, "time passed");
    }
}
