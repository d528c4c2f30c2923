using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Serialization;

internal sealed partial class WatchDecoder<T>
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Kind} {Key} was skipped in a watch ({Type}): it does not fit its type", EventName = "ObjectUndecodable")]
        public static partial void ObjectUndecodable(ILogger logger, string kind, NamespacedName key, WatchEventType type, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "A watch of {Kind} sent an event of the unknown type {Type}", EventName = "TypeUnknown")]
        public static partial void TypeUnknown(ILogger logger, string kind, string type);
    }
}
