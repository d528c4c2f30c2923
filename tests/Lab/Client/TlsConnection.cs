using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ExchangeHA.Lab.Client;

/// <summary>One TLS connection that HTTP requests are sent on, one after the other. Not <c>HttpClient</c>: that retries and pools by itself.</summary>
internal sealed class TlsConnection : IAsyncDisposable
{
    private readonly SslStream _stream;
    private readonly string _host;

    private TlsConnection(SslStream stream, string host) => (_stream, _host) = (stream, host);

    public static async Task<TlsConnection> OpenAsync(string address, int port, string host, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address), port), cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
#pragma warning disable CA5359 // the stand-ins' certificates are self-signed
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    // each connection is a new client's
                    AllowTlsResume = false,
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
                },
                cancellationToken);
#pragma warning restore CA5359
            return new TlsConnection(stream, host);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public async Task<Reply> GetAsync(string path, bool keepAlive, CancellationToken cancellationToken)
    {
        var request = $"GET {path} HTTP/1.1\r\nHost: {_host}\r\nConnection: {(keepAlive ? "keep-alive" : "close")}\r\n\r\n";
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        var (head, received) = await ReadHeadAsync(cancellationToken);
        var lines = head.Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1]);
        if (Header(lines, "Content-Length") is { } length)
        {
            var remaining = int.Parse(length) - received;
            await _stream.ReadExactlyAsync(new byte[remaining], cancellationToken);
        }
        else if (keepAlive)
            throw new IOException("the answer has no length");

        return new Reply(status, Header(lines, "X-Exchange-Server"));
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>The status line and the headers, and how many bytes of the body came with them.</summary>
    private async Task<(string Head, int BodyBytes)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                return (Encoding.ASCII.GetString(buffer, 0, end), length - end - 4);
            var read = length < buffer.Length ? await _stream.ReadAsync(buffer.AsMemory(length), cancellationToken) : 0;
            if (read == 0)
                throw new IOException("the connection ended before the answer");
            length += read;
        }
    }

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
