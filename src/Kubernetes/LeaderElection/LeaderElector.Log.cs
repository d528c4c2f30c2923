using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.LeaderElection;

public sealed partial class LeaderElector
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Identity} became the leader by the lease {Lease}", EventName = "Acquired")]
        public static partial void Acquired(ILogger logger, string identity, LeaseLock lease);

        [LoggerMessage(2, LogLevel.Error, "{Identity} lost the lease {Lease}", EventName = "Lost")]
        public static partial void Lost(ILogger logger, string identity, LeaseLock lease);

        [LoggerMessage(3, LogLevel.Information, "{Identity} released the lease {Lease}", EventName = "Released")]
        public static partial void Released(ILogger logger, string identity, LeaseLock lease);

        [LoggerMessage(4, LogLevel.Debug, "Another candidate wrote the lease {Lease} at the same time", EventName = "Conflict")]
        public static partial void Conflict(ILogger logger, LeaseLock lease);

        [LoggerMessage(5, LogLevel.Warning, "Reading or writing the lease {Lease} failed: {Cause}", EventName = "Failed")]
        public static partial void Failed(ILogger logger, LeaseLock lease, string cause, Exception? exception);
    }
}
