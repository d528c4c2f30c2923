using System.Diagnostics;
using System.Diagnostics.Metrics;
using ExchangeHA.Kubernetes.Http;

namespace ExchangeHA.Kubernetes;

/// <summary>Measures of the requests to API servers, by the meter <see cref="MeterName"/>.</summary>
public static class KubernetesMetrics
{
    public const string MeterName = "ExchangeHA.Kubernetes";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "exchange_ha_kubernetes_requests", "{request}", "Attempts of requests to the API server, by verb, resource and HTTP status code (0 when there was no answer).");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "exchange_ha_kubernetes_request_duration", "s", "Time until the API server's answer began, by verb.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.01, 0.05, 0.2, 1, 5, 30] });

    internal static void Answered(ApiRequest request, int code, TimeSpan elapsed)
    {
        Count(request, code);
        Duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("verb", request.Verb));
    }

    internal static void Unanswered(ApiRequest request) => Count(request, code: 0);

    private static void Count(ApiRequest request, int code) => Requests.Add(1, new TagList { { "verb", request.Verb }, { "code", code }, { "resource", request.Resource } });
}
