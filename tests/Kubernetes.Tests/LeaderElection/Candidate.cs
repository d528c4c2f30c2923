using ExchangeHA.Kubernetes.LeaderElection;
using ExchangeHA.Kubernetes.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Kubernetes.Tests.LeaderElection;

/// <summary>A process that wants to lead, with work that does nothing until it is stopped.</summary>
internal sealed class Candidate : IDisposable
{
    private readonly ManualTimeProvider _time;
    private readonly CancellationTokenSource _stop = new();

    public Candidate(IKubernetesClient api, string name, ManualTimeProvider time)
        : this(new LeaseLock(api, "ns", "lock", name), time)
    {
    }

    public Candidate(LeaseLock @lock, ManualTimeProvider time)
    {
        _time = time;
        Elector = new LeaderElector(@lock, null, NullLogger<LeaderElector>.Instance, time);
        Running = Task.Run(() => Elector.RunAsync(LeadAsync, _stop.Token));
    }

    public LeaderElector Elector { get; }

    public Task Running { get; }

    /// <summary>Whether the work runs.</summary>
    public bool Leading { get; private set; }

    public Task LeadsAsync() => Eventually.TrueAsync(_time, TimeSpan.FromMilliseconds(100), () => Leading, "it leads");

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running.WaitAsync(Eventually.Limit);
        Leading.ShouldBeFalse();
    }

    public void Dispose() => _stop.Dispose();

    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        Leading = true;
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Leading = false;
    }
}
