using System.Text;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.LeaderElection;
using ExchangeHA.Kubernetes.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Faults.Tests.Leadership;

/// <summary>One process that competes for the lease and writes while it leads. When it has lost the lease it has ended, and another takes its place.</summary>
internal sealed class Replica : IAsyncDisposable
{
    public const string Namespace = "default";
    public const string Work = "work";

    private readonly CancellationTokenSource _stop = new();
    private readonly KubernetesClient _client;
    private readonly IKubernetesClient _fenced;
    private readonly Task _running;
    private readonly Departures _departures;

    public Replica(string identity, Uri server, TimeProvider time)
    {
        (Identity, Time) = (identity, new ProcessTime(time));
        _departures = new Departures(() => Elector!.ThrowIfClosed());
        var configuration = new KubernetesClientConfiguration { Host = server, UseEnvironmentProxy = false, UserAgent = identity, TokenProvider = _departures };
        _client = new KubernetesClient(configuration, [], NullLogger<KubernetesClient>.Instance, Time);
        Elector = new LeaderElector(new LeaseLock(_client, Namespace, "lease", identity), null, NullLogger<LeaderElector>.Instance, Time);
        _fenced = _client.Behind(_departures);
        _running = Task.Run(() => Elector.RunAsync(LeadAsync, _stop.Token));
    }

    public string Identity { get; }

    public ProcessTime Time { get; }

    public LeaderElector Elector { get; }

    public bool HasEnded => _running.IsCompleted;

    /// <summary>Requests that have left for the server.</summary>
    public int Departed => _departures.Count;

    /// <summary>Requests that were given up between here and there are not waited for any longer.</summary>
    public void Forget(int requests) => _departures.Forget(requests);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(60)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stop.Dispose();
    }

    // It does not ask whether it leads: that nothing leaves when it does not is the client's part.
    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            try
            {
                await _fenced.PatchAsync<V1ConfigMap>(
                    Work, Namespace, Encoding.UTF8.GetBytes($$$"""{"data":{"by":"{{{Identity}}}","number":"{{{i}}}"}}"""), cancellationToken);
            }
            catch (Exception exception) when (exception is not ObjectDisposedException)
            {
                // Like any reconciliation that fails: tried again.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(100, 2000)), Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
