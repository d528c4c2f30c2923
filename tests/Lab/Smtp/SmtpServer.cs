using System.Text;
using ExchangeHA.Lab.Exchange;
using Microsoft.AspNetCore.Connections;

namespace ExchangeHA.Lab.Smtp;

/// <summary>Enough of SMTP to be checked by a balancer and to be given mails.</summary>
/// <param name="name">What the banner and the answer to EHLO say.</param>
/// <param name="state">Asked at each connection.</param>
/// <param name="keep">Gets each mail: the envelope as header lines, then the message. Without it mails are accepted and forgotten.</param>
internal sealed class SmtpServer(string name, Func<SwitchState> state, Func<string, Task>? keep) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        try
        {
            await ConverseAsync(connection);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ConnectionResetException or ConnectionAbortedException)
        {
            // The other side went, as clients and health checks do.
        }
    }

    private async Task ConverseAsync(ConnectionContext connection)
    {
        using var reader = new StreamReader(connection.Transport.Input.AsStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(connection.Transport.Output.AsStream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n", AutoFlush = true };
        switch (state())
        {
            case SwitchState.Hang:
                await Task.Delay(Timeout.Infinite, connection.ConnectionClosed);
                return;
            case SwitchState.Fail:
                await writer.WriteLineAsync("421 4.3.2 Service not available");
                return;
        }

        await writer.WriteLineAsync($"220 {name} Microsoft ESMTP MAIL Service ready");
        var envelope = new StringBuilder();
        while (await reader.ReadLineAsync(connection.ConnectionClosed) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync($"250-{name} Hello");
                    await writer.WriteLineAsync("250 8BITMIME");
                    break;
                case "MAIL" or "RCPT":
                    envelope.Append("X-Envelope-").Append(line).Append('\n');
                    await writer.WriteLineAsync("250 2.1.0 OK");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 Start mail input; end with <CRLF>.<CRLF>");
                    var message = await ReadMessageAsync(reader, connection.ConnectionClosed);
                    await (keep?.Invoke(envelope.Append(message).ToString()) ?? Task.CompletedTask);
                    envelope.Clear();
                    await writer.WriteLineAsync("250 2.6.0 Queued mail for delivery");
                    break;
                case "RSET":
                    envelope.Clear();
                    await writer.WriteLineAsync("250 2.0.0 Resetting");
                    break;
                case "HELO" or "NOOP":
                    await writer.WriteLineAsync($"250 {name}");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 2.0.0 Service closing transmission channel");
                    return;
                default:
                    await writer.WriteLineAsync("500 5.3.3 Unrecognized command");
                    break;
            }
        }
    }

    private static async Task<string> ReadMessageAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line && line != ".")
        {
            // A leading dot was doubled by the sender (RFC 5321, 4.5.2).
            message.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append('\n');
        }

        return message.ToString();
    }
}
