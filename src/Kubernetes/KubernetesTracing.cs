using System.Diagnostics;
using ExchangeHA.Kubernetes.Http;

namespace ExchangeHA.Kubernetes;

/// <summary>Traces of the requests to API servers and of the reconciliations that cause them, by the source <see cref="SourceName"/>.</summary>
public static class KubernetesTracing
{
    public const string SourceName = "ExchangeHA.Kubernetes";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A request with all its attempts. The API server is told of it by the <c>traceparent</c> header that HttpClient adds.</summary>
    internal static Activity? Request(ApiRequest request)
    {
        var activity = Source.StartActivity($"{request.Verb} {request.Resource}", ActivityKind.Client);
        activity?.SetTag("http.request.method", request.Method.Method);
        activity?.SetTag("url.path", request.Path);
        return activity;
    }

    internal static Activity? Reconciliation(string queue, object key)
    {
        var activity = Source.StartActivity($"reconcile {queue}");
        activity?.SetTag("key", key.ToString());
        return activity;
    }
}
