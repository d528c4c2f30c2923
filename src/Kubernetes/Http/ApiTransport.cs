using System.Diagnostics;
using System.Net;
using System.Text;
using ExchangeHA.Kubernetes.Configuration;
using ExchangeHA.Kubernetes.Models;
using ExchangeHA.Kubernetes.Serialization;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>Sends requests: limited, authenticated, with a time limit, repeated where that is safe, and with errors as <see cref="KubernetesException"/>.</summary>
internal sealed partial class ApiTransport : IDisposable
{
    private readonly KubernetesClientConfiguration _configuration;
    private readonly KubernetesJson _json;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;
    private readonly TokenBucket _limiter;
    private readonly HttpClient _http;
    private readonly string _prefix;

    public ApiTransport(KubernetesClientConfiguration configuration, KubernetesJson json, ILogger logger, TimeProvider timeProvider)
    {
        (_configuration, _json, _logger, _timeProvider) = (configuration, json, logger, timeProvider);
        _limiter = new TokenBucket(configuration.QueriesPerSecond, configuration.Burst, timeProvider);
        _prefix = configuration.Host.AbsoluteUri.TrimEnd('/');
        _http = new HttpClient(CreateHandler(configuration)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends until it succeeds or may not be repeated. The time limit covers <paramref name="read"/> too, which owns the response.</summary>
    public async Task<TResult> SendAsync<TResult>(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<TResult>> read, CancellationToken cancellationToken)
    {
        using var activity = KubernetesTracing.Request(request);
        try
        {
            return await SendAsync(request, activity, read, cancellationToken);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    private async Task<TResult> SendAsync<TResult>(ApiRequest request, Activity? activity, Func<HttpResponseMessage, CancellationToken, Task<TResult>> read, CancellationToken cancellationToken)
    {
        var refreshed = false;
        for (var attempt = 1; ; attempt++)
        {
            if (request.Limited)
                await _limiter.WaitAsync(cancellationToken);
            var started = _timeProvider.GetTimestamp();
            TimeSpan? delay;
            using var limit = new CancellationTokenSource(_configuration.RequestTimeout, _timeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                var response = await SendOnceAsync(request, either.Token);
                var elapsed = _timeProvider.GetElapsedTime(started);
                KubernetesMetrics.Answered(request, (int)response.StatusCode, elapsed);
                activity?.SetTag("http.response.status_code", (int)response.StatusCode);
                activity?.SetTag("http.request.resend_count", attempt > 1 ? attempt - 1 : null);
                Log.Answered(_logger, request.Verb, request.PathAndQuery, (int)response.StatusCode, elapsed.TotalMilliseconds);
                if (response.IsSuccessStatusCode)
                    return await read(response, either.Token);

                using (response)
                {
                    var exception = await ReadErrorAsync(response, either.Token);
                    if (response.StatusCode == HttpStatusCode.Unauthorized && _configuration.TokenProvider is { } provider && !refreshed)
                    {
                        refreshed = true;
                        provider.Invalidate();
                        delay = TimeSpan.Zero;
                    }
                    else
                    {
                        delay = RetryPolicy.After(request, attempt, response.StatusCode, RetryAfter(response, exception.Status)) ?? throw exception;
                    }
                    Log.Repeated(_logger, request.Verb, request.PathAndQuery, delay.Value, exception.Message);
                }
            }
            catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                KubernetesMetrics.Unanswered(request);
                throw new TimeoutException($"The API server did not answer {request.Verb} {request.PathAndQuery} within {_configuration.RequestTimeout}.", exception);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                KubernetesMetrics.Unanswered(request);
                delay = RetryPolicy.After(request, attempt, exception);
                if (delay is null)
                    throw;
                Log.Repeated(_logger, request.Verb, request.PathAndQuery, delay.Value, exception.Message);
            }
            await Task.Delay(delay.Value, _timeProvider, cancellationToken);
        }
    }

    /// <summary>Sends, and decodes the whole answer, whose bytes are no longer there afterwards.</summary>
    public Task<TResult> SendAsync<TResult>(ApiRequest request, Func<ReadOnlyMemory<byte>, TResult> decode, CancellationToken cancellationToken) => SendAsync(request, async (response, token) =>
    {
        using (response)
            return await PooledBody.ReadAsync(response.Content, decode, token);
    }, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(_prefix + request.PathAndQuery))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (request.Body is { } body)
        {
            message.Content = new RequestContent(body, request.Fence);
            message.Content.Headers.ContentType = new(request.ContentType);
        }
        message.Headers.Accept.Add(new(ApiRequest.Json));
        message.Headers.TryAddWithoutValidation("User-Agent", _configuration.UserAgent);
        // The handler takes the name to demand of the certificate from here; the API server does not look at it.
        message.Headers.Host = _configuration.TlsServerName;
        if (_configuration.TokenProvider is { } provider)
            message.Headers.Authorization = await provider.GetAuthenticationHeaderAsync(cancellationToken);
        request.Fence?.ThrowIfClosed();
        return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task<KubernetesException> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var code = (int)response.StatusCode;
        byte[] body = [];
        try
        {
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The code says enough.
        }
        if (_json.ReadStatus(body) is { } status)
        {
            status.Code ??= code;
            return new KubernetesException(status);
        }
        var text = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 1024)).Trim();
        return new KubernetesException(new V1Status
        {
            Status = "Failure",
            Code = code,
            Reason = response.StatusCode.ToString(),
            Message = text.Length == 0 ? $"The API server answered {code} {response.ReasonPhrase}".TrimEnd() : text,
        });
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response, V1Status status) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > _timeProvider.GetUtcNow() ? date - _timeProvider.GetUtcNow() : TimeSpan.Zero,
        _ => status.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    private static SocketsHttpHandler CreateHandler(KubernetesClientConfiguration configuration) => new()
    {
        SslOptions = TlsOptions.Create(configuration),
        ConnectCallback = TcpConnector.ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // A peer that has gone without a word (node unplugged, NAT entry lost) shows by its silence, not by an error.
        KeepAlivePingDelay = TimeSpan.FromSeconds(10),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
        EnableMultipleHttp2Connections = true,
        // New certificates, and API servers that came back, are used from the next connection on. Streams under way are not cut.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = configuration.Proxy is { } proxy ? new WebProxy(proxy) : null,
        UseProxy = configuration.Proxy is not null || configuration.UseEnvironmentProxy,
    };
}
