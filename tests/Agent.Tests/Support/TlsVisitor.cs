using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>A client's kept TLS connection. It trusts whomever it meets, and tells whom it met.</summary>
internal sealed class TlsVisitor : IDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);
    private readonly Socket _socket;
    private readonly SslStream _stream;

    private TlsVisitor(Socket socket, SslStream stream) => (_socket, _stream) = (socket, stream);

    /// <summary>The SHA-1 of the certificate that was shown.</summary>
    public string Thumbprint => ((X509Certificate2)_stream.RemoteCertificate!).Thumbprint;

    public static async Task<TlsVisitor> ConnectAsync(string address, int port, string host = "mail.domain.com", string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Parse(address), port).WaitAsync(Hang);
        var stream = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);
        await stream.AuthenticateAsClientAsync(host).WaitAsync(Hang);
        return new(socket, stream);
    }

    /// <summary>Sends a request and gives the answer's head back.</summary>
    public async Task<string> AskAsync(string path, string more = "")
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: mail.domain.com\r\n{more}\r\n"));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadAsync(1))[0]);
        var length = head.ToString().Split("\r\n").FirstOrDefault(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))?["content-length:".Length..] ?? "0";
        await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture));
        return head.ToString();
    }

    /// <summary>Sends a line to a server that sends it back.</summary>
    public async Task EchoesAsync()
    {
        await _stream.WriteAsync("hello\n"u8.ToArray());
        Encoding.ASCII.GetString(await ReadAsync(6)).ShouldBe("hello\n");
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task<byte[]> ReadAsync(int length)
    {
        var bytes = new byte[length];
        await _stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Hang);
        return bytes;
    }
}
