using System.Net.Sockets;

namespace ExchangeHA.Lab.Client;

/// <summary>What became of one request.</summary>
/// <param name="Server">The server that answered; null when none did.</param>
/// <param name="Error">Null when the answer was 200.</param>
internal sealed record Outcome(DateTimeOffset Started, TimeSpan Took, string? Server, string? Error)
{
    public bool Failed => Error is not null;

    public static string Describe(Exception exception) => exception switch
    {
        OperationCanceledException => "timed out",
        SocketException socket => socket.SocketErrorCode.ToString(),
        IOException { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        _ => exception.Message,
    };
}
