using System.Collections.Concurrent;
using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Status;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Controller.Applying;
using ExchangeHA.Controller.Caching;
using ExchangeHA.Controller.Gathering;
using ExchangeHA.Controller.Reporting;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Queues;

namespace ExchangeHA.Controller;

/// <summary>Brings the cluster to what one balancer wishes: gather, validate, plan, render, build, apply, status.</summary>
public sealed class BalancerController(
    ClusterCache cache, Gatherer gatherer, ManifestApplier manifests, ObjectApplier objects, StatusWriter statuses, MomentRecorder moments, BalancerMetrics metrics, OperatorSettings settings)
{
    // the time at which a claim can be judged comes without an event
    private static readonly TimeSpan VerifyingPeriod = TimeSpan.FromSeconds(1);

    // a clock may be set, and a timer counts without it
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<NamespacedName, ToldObservation> _told = new();

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (await gatherer.GatherAsync(key, cancellationToken) is not { } snapshot)
        {
            // its objects go with it by their owner references
            _told.TryRemove(key, out _);
            metrics.Forget(key);
            statuses.Forget(key);
            manifests.Forget(key);
            return ReconciliationResult.Done;
        }

        var observation = Observation.Of(snapshot);
        var failback = FailbackFinder.Find(observation, snapshot);
        if (failback?.Due <= snapshot.Now)
            snapshot = snapshot with { Failback = failback };
        var input = new StatusInput { Balancer = snapshot.Balancer, Findings = Validator.Validate(snapshot), Observation = observation, Now = snapshot.Now };
        try
        {
            if (input.Findings.All(finding => finding.Severity is not Severity.Error))
            {
                var plan = Planner.Plan(snapshot);
                var rendered = ConfigurationRenderer.Render(plan);
                var rollout = Rollout.Of(observation, rendered);
                input = input with { Plan = plan, Rollout = rollout };
                var wished = ManifestBuilder.Build(snapshot.Balancer, plan, rendered, settings);
                await manifests.ApplyAsync(snapshot.Balancer, wished, rollout, cache.Of(key.Namespace), cancellationToken);
                input = input with { StalePods = await ReplacePodAsync(snapshot, observation.Holder, cancellationToken) };
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // what is observed is told all the same, and the queue tries again
            await TellAsync(input with { Failure = exception.Message }, cancellationToken);
            throw;
        }

        await TellAsync(input, cancellationToken);
        var told = Tell(key, snapshot.Balancer, observation, snapshot.Now);
        if (observation.Holder.IsUncertain)
            return ReconciliationResult.RequeueAfter(VerifyingPeriod);
        var wait = Wait(snapshot.Now, CertificateObservation.NextChange(observation.Certificates, snapshot.Now), told.Due, failback?.Due);
        if (input.Findings.FirstOrDefault(finding => finding.Severity is Severity.Error) is { } refused)
            return ReconciliationResult.Terminal(refused.ToString(), wait);
        return wait is { } delay ? ReconciliationResult.RequeueAfter(delay) : ReconciliationResult.Done;
    }

    /// <summary>Until the first change that comes without an event and is yet to come.</summary>
    private static TimeSpan? Wait(DateTimeOffset now, params ReadOnlySpan<DateTimeOffset?> changes)
    {
        TimeSpan? least = null;
        foreach (var change in changes)
        {
            if (change - now is { } wait && wait > TimeSpan.Zero && (least is null || wait < least))
                least = wait;
        }

        return least > LongestWait ? LongestWait : least;
    }

    /// <summary>Replaces the next pod of an old template, if it is time to; names all that are left.</summary>
    private async Task<ImmutableArray<string>> ReplacePodAsync(ClusterSnapshot snapshot, Holder holder, CancellationToken cancellationToken)
    {
        var (@namespace, uid) = (snapshot.Balancer.Metadata.Namespace!, snapshot.Balancer.Metadata.Uid!);
        var replacement = PodReplacement.Of(snapshot.Pods, cache.Of(@namespace).DaemonSets.Store.ByIndex(StoreIndexes.Owner, uid), holder);
        if (replacement.Next is { } pod)
            await objects.DeleteAsync(pod, "its template has changed", cancellationToken);
        return [.. replacement.Stale.Select(stale => stale.Metadata.Name!)];
    }

    private Task TellAsync(StatusInput input, CancellationToken cancellationToken)
    {
        var status = StatusBuilder.Build(input);
        metrics.Set(NamespacedName.Of(input.Balancer), status, input.Observation);
        return statuses.WriteAsync(input.Balancer, status, cancellationToken);
    }

    private ToldObservation Tell(NamespacedName key, ExchangeBalancer balancer, Observation observation, DateTimeOffset now)
    {
        // what happened before this process led is told by the status, not by events made up afterwards
        if (!_told.TryGetValue(key, out var before))
            return _told[key] = new(observation);
        var told = before.Next(observation, now);
        foreach (var moment in Moments.Between(before.Observation, told.Observation))
        {
            moments.Record(balancer, moment);
            metrics.Count(key, moment);
        }

        return _told[key] = told;
    }
}
