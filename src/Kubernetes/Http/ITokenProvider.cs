using System.Net.Http.Headers;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>How the client identifies itself in a request's Authorization header.</summary>
public interface ITokenProvider
{
    /// <summary>The header of the next request, or null for none.</summary>
    ValueTask<AuthenticationHeaderValue?> GetAuthenticationHeaderAsync(CancellationToken cancellationToken);

    /// <summary>The server refused the last one: whatever is cached must be got anew.</summary>
    void Invalidate();
}
