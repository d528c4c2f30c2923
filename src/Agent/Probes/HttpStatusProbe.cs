using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ExchangeHA.Agent.Probes;

/// <summary>Asks a loopback port for a page and reads no more than the status line. A connection of its own each time: only that shows a haproxy that accepts no more.</summary>
public static class HttpStatusProbe
{
    /// <summary>The answer was silence.</summary>
    public const int Silent = -1;

    /// <summary>The connection was refused or reset.</summary>
    public const int Refused = 0;

    /// <summary>The status code, <see cref="Silent"/> or <see cref="Refused"/>.</summary>
    public static async Task<int> AskAsync(int port, string path, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(bound);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\n\r\n"), limit.Token);
            var buffer = new byte[64];
            var read = 0;
            // HTTP/1.0 200
            while (read < 12)
            {
                var more = await socket.ReceiveAsync(buffer.AsMemory(read), limit.Token);
                if (more == 0)
                    return Refused;
                read += more;
            }

            return int.TryParse(Encoding.ASCII.GetString(buffer, 9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : Refused;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Silent;
        }
        catch (SocketException)
        {
            return Refused;
        }
    }
}
