using System.Net;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>Which failed requests are sent again, and after how long.</summary>
internal static class RetryPolicy
{
    /// <summary>Attempts when the server says that it did not even begin.</summary>
    private const int RefusedAttempts = 5;

    /// <summary>Attempts when the request may have been carried out. Who asked tries again in a while anyway.</summary>
    private const int UnclearAttempts = 3;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>A server that wants longer than this is answered by the caller's own backoff.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>The wait before the next attempt, or null to give up.</summary>
    /// <param name="attempt">Attempts made so far, from 1.</param>
    public static TimeSpan? After(ApiRequest request, int attempt, HttpStatusCode code, TimeSpan? retryAfter)
    {
        var refused = code == HttpStatusCode.TooManyRequests || (code == HttpStatusCode.ServiceUnavailable && retryAfter is not null);
        var unclear = code is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        if (retryAfter > LongestRetryAfter)
            return null;
        if (refused && attempt < RefusedAttempts)
            return retryAfter ?? Backoff(attempt);
        return unclear && request.Idempotent && attempt < UnclearAttempts ? retryAfter ?? Backoff(attempt) : null;
    }

    /// <inheritdoc cref="After(ApiRequest, int, HttpStatusCode, TimeSpan?)"/>
    public static TimeSpan? After(ApiRequest request, int attempt, Exception exception)
    {
        var neverSent = exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError,
        };
        var interrupted = exception is HttpRequestException { HttpRequestError: not HttpRequestError.SecureConnectionError } or IOException;
        return attempt < UnclearAttempts && (neverSent || (interrupted && request.Idempotent)) ? Backoff(attempt) : null;
    }

    private static TimeSpan Backoff(int attempt) => FirstDelay * Math.Pow(2, attempt - 1) * (0.75 + Random.Shared.NextDouble() / 2);
}
