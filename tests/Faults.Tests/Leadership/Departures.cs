using System.Net.Http.Headers;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Http;

namespace ExchangeHA.Faults.Tests.Leadership;

/// <summary>
/// Counts the requests on their way out: each asks for credentials first, and a write asks at last whether it may leave. So a test can
/// let time stand still until all of them have arrived.
/// </summary>
internal sealed class Departures(Action throwIfClosed) : ITokenProvider, IWriteFence
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ValueTask<AuthenticationHeaderValue?> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        return ValueTask.FromResult<AuthenticationHeaderValue?>(null);
    }

    public void Invalidate()
    {
        // There is nothing to renew.
    }

    public void ThrowIfClosed() => throwIfClosed();

    public void Forget(int requests) => Interlocked.Add(ref _count, -requests);
}
