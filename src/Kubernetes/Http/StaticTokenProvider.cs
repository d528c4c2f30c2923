using System.Net.Http.Headers;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>Credentials that never change.</summary>
internal sealed class StaticTokenProvider(AuthenticationHeaderValue header) : ITokenProvider
{
    public ValueTask<AuthenticationHeaderValue?> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) => new(header);

    public void Invalidate()
    {
        // There is nothing else to try.
    }
}
