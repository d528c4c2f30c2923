using System.Net.Sockets;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>Makes the connections to the API server, or to the proxy before it.</summary>
internal static class TcpConnector
{
    /// <summary>
    /// What the peer has not acknowledged for so long is dropped by the kernel, with the connection. Else a write that was sent into a cut network would
    /// still arrive when the cut heals, minutes later, from a process that is no leader any more or no longer runs. Not above what a lease
    /// lasts beyond its renew deadline.
    /// </summary>
    private static readonly TimeSpan UserTimeout = TimeSpan.FromSeconds(5);

    // linux/tcp.h; .NET has no name for it
    private const int TcpUserTimeout = 18;

    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpUserTimeout, BitConverter.GetBytes((int)UserTimeout.TotalMilliseconds));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
