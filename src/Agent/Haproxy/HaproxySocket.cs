using System.Net.Sockets;
using System.Text;

namespace ExchangeHA.Agent.Haproxy;

/// <summary>One of haproxy's command-line sockets.</summary>
public sealed class HaproxySocket(string path)
{
    /// <summary>The answer to a command. Throws <see cref="SocketException"/> or <see cref="IOException"/> when haproxy is not there, <see cref="TimeoutException"/> when it is silent.</summary>
    public async Task<string> SendAsync(string command, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(bound);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), limit.Token);
            // made before the shutdown, after which .NET takes the socket for disconnected
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"), limit.Token);
            // the master's socket keeps the connection open until the client has nothing more to say
            socket.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync(limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // the first line alone: what follows it may be a certificate's key
            throw new TimeoutException($"haproxy did not answer '{command.Split('\n')[0]}' within {bound.TotalSeconds} s.", exception);
        }
    }

    /// <summary>The answer, or null when haproxy gives none.</summary>
    public async Task<string?> TrySendAsync(string command, TimeSpan bound, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(command, bound, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
        {
            return null;
        }
    }
}
