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
    ClusterCache cache, Gatherer gatherer, ManifestApplier manifests, ObjectApplier objects, StatusWriter statuses, MomentRecorder moments, OperatorSettings settings)
{
    // the time at which a claim can be judged comes without an event
    private static readonly TimeSpan VerifyingPeriod = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<NamespacedName, Observation> _observed = new();

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (await gatherer.GatherAsync(key, cancellationToken) is not { } snapshot)
        {
            // its objects go with it by their owner references
            _observed.TryRemove(key, out _);
            statuses.Forget(key);
            return ReconciliationResult.Done;
        }

        var observation = Observation.Of(snapshot);
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
                await manifests.ApplyAsync(snapshot.Balancer.Metadata.Uid!, wished, rollout, cache.Of(key.Namespace), cancellationToken);
                input = input with { StalePods = await ReplacePodAsync(snapshot, observation.Holder, cancellationToken) };
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // what is observed is told all the same, and the queue tries again
            await statuses.WriteAsync(snapshot.Balancer, StatusBuilder.Build(input with { Failure = exception.Message }), cancellationToken);
            throw;
        }

        await statuses.WriteAsync(snapshot.Balancer, StatusBuilder.Build(input), cancellationToken);
        Tell(key, snapshot.Balancer, observation);
        if (observation.Holder.State is HolderState.Verifying)
            return ReconciliationResult.RequeueAfter(VerifyingPeriod);
        return input.Findings.FirstOrDefault(finding => finding.Severity is Severity.Error) is { } refused ? ReconciliationResult.Terminal(refused.ToString()) : ReconciliationResult.Done;
    }

    /// <summary>Replaces the next pod of an old template, if it is time to; names all that are left.</summary>
    private async Task<ImmutableArray<string>> ReplacePodAsync(ClusterSnapshot snapshot, Holder holder, CancellationToken cancellationToken)
    {
        var (@namespace, uid) = (snapshot.Balancer.Metadata.Namespace!, snapshot.Balancer.Metadata.Uid!);
        var replacement = PodReplacement.Of(snapshot.Pods, cache.Of(@namespace).DaemonSets.Store.List().Where(set => Ownership.IsOwnedBy(set, uid)), holder);
        if (replacement.Next is { } pod)
            await objects.DeleteAsync(pod, "its template has changed", cancellationToken);
        return [.. replacement.Stale.Select(stale => stale.Metadata.Name!)];
    }

    private void Tell(NamespacedName key, ExchangeBalancer balancer, Observation observation)
    {
        // what happened before this process led is told by the status, not by events made up afterwards
        if (_observed.TryGetValue(key, out var before))
        {
            foreach (var moment in Moments.Between(before, observation))
                moments.Record(balancer, moment);
        }

        _observed[key] = observation;
    }
}
