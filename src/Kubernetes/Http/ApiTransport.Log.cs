using Microsoft.Extensions.Logging;

namespace ExchangeHA.Kubernetes.Http;

internal sealed partial class ApiTransport
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Trace, "The API server answered {Verb} {Path} with {Code} after {Milliseconds} ms", EventName = "Answered")]
        public static partial void Answered(ILogger logger, string verb, string path, int code, double milliseconds);

        [LoggerMessage(2, LogLevel.Debug, "{Verb} {Path} was put off by {Delay} and is sent again: {Reason}", EventName = "Repeated")]
        public static partial void Repeated(ILogger logger, string verb, string path, TimeSpan delay, string reason);
    }
}
