using System.Diagnostics;
using ExchangeHA.Kubernetes;
using Microsoft.Extensions.Logging;

namespace ExchangeHA.Operator.Hosting;

/// <summary>Writes reconciliations and the requests that they made to the log, while its level is Debug. Costs nothing otherwise.</summary>
internal sealed partial class TraceLog : IDisposable
{
    private readonly ActivityListener _listener;

    public TraceLog(ILogger<TraceLog> logger)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == KubernetesTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => logger.IsEnabled(LogLevel.Debug) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity => Log.Traced(
                logger,
                activity.DisplayName,
                activity.GetTagItem("url.path") ?? activity.GetTagItem("key"),
                activity.Duration.TotalMilliseconds,
                activity.StatusDescription ?? activity.GetTagItem("http.response.status_code"),
                activity.TraceId),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Operation} of {Target} took {Milliseconds} ms and came to {Outcome}, in the trace {TraceId}")]
        public static partial void Traced(ILogger logger, string operation, object? target, double milliseconds, object? outcome, ActivityTraceId traceId);
    }
}
