using System.Diagnostics.Metrics;

namespace ExchangeHA.Kubernetes;

/// <summary>Measures of the requests to API servers, by the meter <see cref="MeterName"/>.</summary>
public static class KubernetesMetrics
{
    public const string MeterName = "ExchangeHA.Kubernetes";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "exchange_ha_kubernetes_requests", "{request}", "Attempts of requests to the API server, by verb and HTTP status code (0 when there was no answer).");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "exchange_ha_kubernetes_request_duration", "s", "Time until the API server's answer began, by verb.");

    internal static void Answered(string verb, int code, TimeSpan elapsed)
    {
        Requests.Add(1, new KeyValuePair<string, object?>("verb", verb), new KeyValuePair<string, object?>("code", code));
        Duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("verb", verb));
    }

    internal static void Unanswered(string verb) =>
        Requests.Add(1, new KeyValuePair<string, object?>("verb", verb), new KeyValuePair<string, object?>("code", 0));
}
