using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.LeaderElection;

/// <summary>Lets one of several processes work at a time, by a Lease that it renews.</summary>
/// <remarks>
/// Times are measured by this process's monotonic clock alone: another's is never compared with it, so clocks may jump and differ.
/// A renewal counts from before it was sent.
/// </remarks>
public sealed partial class LeaderElector : IWriteFence
{
    private readonly LeaseLock _lock;
    private readonly LeaderElectionOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;

    /// <summary>The lease as last seen or written; null when that is not known.</summary>
    private V1Lease? _seen;

    /// <summary>The holder's last sign, and when this process saw it.</summary>
    private (string? Version, long At) _observed;
    private long _renewedAt;
    private volatile bool _leading;

    public LeaderElector(LeaseLock leaseLock, LeaderElectionOptions? options, ILogger<LeaderElector> logger, TimeProvider? timeProvider = null)
    {
        (_lock, _options, _logger, _timeProvider) = (leaseLock, options ?? new LeaderElectionOptions(), logger, timeProvider ?? TimeProvider.System);
        _options.Validate();
    }

    /// <summary>Whether this process leads now. False as soon as the renew deadline has passed, even when nothing has run since, as after a pause.</summary>
    public bool IsLeader => _leading && _timeProvider.GetElapsedTime(Volatile.Read(ref _renewedAt)) < _options.RenewDeadline;

    /// <summary>Nothing may be written unless this process leads: give it to <see cref="KubernetesClient.Behind"/>.</summary>
    /// <exception cref="LeadershipLostException">This process does not lead now.</exception>
    public void ThrowIfClosed()
    {
        if (!IsLeader)
            throw new LeadershipLostException($"Nothing is written without the lease {_lock}.");
    }

    /// <summary>Waits for the lease, then leads until <paramref name="lead"/> ends or this is cancelled, and releases it.</summary>
    /// <param name="lead">Its token is cancelled when it has to stop, for whichever reason.</param>
    /// <exception cref="LeadershipLostException">The lease was lost; <paramref name="lead"/> was told and given what is left of the lease to stop.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        if (!await AcquireAsync(cancellationToken))
            return;
        Log.Acquired(_logger, _lock.Identity, _lock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var led = new CancellationTokenSource();
        var work = Task.Run(() => lead(stop.Token), CancellationToken.None);
        // Renewed until the work has ended, not only until it was told to: it may still be writing.
        var renewal = RenewAsync(led.Token);
        if (await Task.WhenAny(work, renewal) == renewal)
        {
            _leading = false;
            Log.Lost(_logger, _lock.Identity, _lock);
            await stop.CancelAsync();
            await Task.WhenAny(work, Task.Delay(_options.LeaseDuration - _options.RenewDeadline, _timeProvider, CancellationToken.None));
            throw new LeadershipLostException(await renewal);
        }
        await led.CancelAsync();
        await ((Task)renewal).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leading = false;
        await ReleaseAsync();
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As asked.
        }
    }

    private async Task<bool> AcquireAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TryAsync(_options.RenewDeadline, cancellationToken))
                return true;
            // Up to as much again, so that candidates do not stay in step.
            await Delay(_options.RetryPeriod * (1 + Random.Shared.NextDouble()), cancellationToken);
        }
        return false;
    }

    /// <summary>Returns why the lease is lost; throws only when cancelled.</summary>
    private async Task<string> RenewAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Delay(Min(_options.RetryPeriod, Left()), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            // An attempt that hangs must leave time for another one.
            if (Left() > TimeSpan.Zero && await TryAsync(Min(_options.RenewDeadline / 2, Left()), cancellationToken))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (_seen?.Spec?.HolderIdentity is { Length: > 0 } holder && holder != _lock.Identity)
                return $"The lease {_lock} was taken by {holder}.";
            if (Left() <= TimeSpan.Zero)
                return $"The lease {_lock} was not renewed within {_options.RenewDeadline}.";
        }

        TimeSpan Left() => _options.RenewDeadline - _timeProvider.GetElapsedTime(Volatile.Read(ref _renewedAt));
    }

    /// <summary>Takes or renews the lease if that is permitted.</summary>
    private async Task<bool> TryAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var started = _timeProvider.GetTimestamp();
            if (_seen?.Spec?.HolderIdentity != _lock.Identity)
                _seen = await _lock.GetAsync(either.Token);
            Observe();
            if (IsHeldByAnother())
                return false;
            if (_seen is null)
                _seen = await _lock.CreateAsync(Claim(null), either.Token);
            else
                _seen = await _lock.ReplaceAsync(_seen, Claim(_seen.Spec), either.Token);
            Volatile.Write(ref _renewedAt, started);
            _leading = true;
            return true;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            // Whether it was written is not known: look before the next attempt.
            _seen = null;
            if (exception is KubernetesException { IsConflict: true })
                Log.Conflict(_logger, _lock);
            else
                Log.Failed(_logger, _lock, Causes.Of(exception), exception is HttpRequestException or OperationCanceledException ? null : exception);
            return false;
        }
    }

    private void Observe()
    {
        if (_seen?.Metadata.ResourceVersion != _observed.Version || _observed.At == 0)
            _observed = (_seen?.Metadata.ResourceVersion, _timeProvider.GetTimestamp());
    }

    /// <summary>The holder's own promise of the lease's length counts, since it may be configured otherwise.</summary>
    private bool IsHeldByAnother()
    {
        if (_seen?.Spec is not { HolderIdentity: { Length: > 0 } holder } spec || holder == _lock.Identity)
            return false;
        var duration = spec.LeaseDurationSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : _options.LeaseDuration;
        // it is dead; what it has sent may still be on its way for as long as a lease lasts beyond its renew deadline
        if (_lock.IsPredecessor(holder))
            duration -= _options.RenewDeadline;
        return _timeProvider.GetElapsedTime(_observed.At) < duration;
    }

    private V1LeaseSpec Claim(V1LeaseSpec? before)
    {
        var now = MicroTime.Format(_timeProvider.GetUtcNow());
        var ours = before?.HolderIdentity == _lock.Identity;
        return new V1LeaseSpec
        {
            HolderIdentity = _lock.Identity,
            LeaseDurationSeconds = (int)Math.Ceiling(_options.LeaseDuration.TotalSeconds),
            AcquireTime = ours ? before!.AcquireTime : now,
            RenewTime = now,
            LeaseTransitions = before is null ? 0 : (before.LeaseTransitions ?? 0) + (ours ? 0 : 1),
        };
    }

    /// <summary>Lets the others take the lease at once.</summary>
    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(_options.RenewDeadline / 2, _timeProvider);
        try
        {
            _seen = await _lock.GetAsync(limit.Token);
            if (_seen?.Spec is not { } spec || spec.HolderIdentity != _lock.Identity)
                return;
            await _lock.ReplaceAsync(_seen, spec with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = MicroTime.Format(_timeProvider.GetUtcNow()) }, limit.Token);
            Log.Released(_logger, _lock.Identity, _lock);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, _lock, Causes.Of(exception), exception is HttpRequestException or OperationCanceledException ? null : exception);
        }
    }

    private async Task Delay(TimeSpan delay, CancellationToken cancellationToken) =>
        await Task.Delay(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, _timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
