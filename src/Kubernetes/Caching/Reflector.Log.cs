using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Caching;

public sealed partial class Reflector<T>
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Count} objects of kind {Kind} were listed at version {Version}", EventName = "Listed")]
        public static partial void Listed(ILogger logger, string kind, int count, string version);

        [LoggerMessage(2, LogLevel.Information, "The server has forgotten the version from which {Kind} was watched; it is listed again in {Delay}", EventName = "VersionGone")]
        public static partial void VersionGone(ILogger logger, string kind, TimeSpan delay);

        [LoggerMessage(3, LogLevel.Warning, "Listing or watching {Kind} failed and is tried again in {Delay}: {Cause}", EventName = "Failed")]
        public static partial void Failed(ILogger logger, string kind, TimeSpan delay, string cause, Exception? exception);

        [LoggerMessage(4, LogLevel.Debug, "The watch of {Kind} was silent for {Idle} and is begun anew", EventName = "WatchIdle")]
        public static partial void WatchIdle(ILogger logger, string kind, TimeSpan idle);

        [LoggerMessage(5, LogLevel.Debug, "The watch of {Kind} ended as soon as it began and is begun anew in {Delay}", EventName = "WatchShort")]
        public static partial void WatchShort(ILogger logger, string kind, TimeSpan delay);
    }
}
