using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>A client that comes from an address of loopback.</summary>
internal static class Visitor
{
    /// <summary>What comes back for what is sent, as far as it comes at once; null when the connection is refused or cut.</summary>
    public static async Task<string?> AskAsync(string address, int port, string text, string from = "127.0.0.1")
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Parse(address), port);
            await socket.SendAsync(Encoding.Latin1.GetBytes(text));
            var answer = new byte[8192];
            var length = await socket.ReceiveAsync(answer).WaitAsync(TimeSpan.FromSeconds(60));
            return length == 0 ? null : Encoding.Latin1.GetString(answer, 0, length);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
