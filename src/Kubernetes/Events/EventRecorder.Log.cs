using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Events;

public sealed partial class EventRecorder
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The event {Reason} of {Kind} {Namespace}/{Name} was dropped: too many", EventName = "EventDropped")]
        public static partial void Dropped(ILogger logger, string reason, string? kind, string? @namespace, string? name);

        [LoggerMessage(2, LogLevel.Warning, "The event {Reason} of {Kind} {Namespace}/{Name} was not written", EventName = "EventFailed")]
        public static partial void Failed(ILogger logger, string? reason, string? kind, string? @namespace, string? name, Exception exception);
    }
}
