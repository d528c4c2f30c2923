using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>A server that does on each connection what a test says.</summary>
internal sealed class StandIn : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<Stream, Task> _serve;

    public StandIn(Func<Stream, Task> serve, string address = "127.0.0.1", int port = 0)
    {
        _serve = serve;
        _listener = new TcpListener(IPAddress.Parse(address), port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A mail server as far as a check looks: it greets, and answers each line.</summary>
    public static Func<Stream, Task> Greeting(string greeting, string answer = "") => async stream =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting + "\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync() is not null)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"));
    };

    /// <summary>Exchange's pages: each request is answered with what the path comes to.</summary>
    public static Func<Stream, Task> Pages(Func<string, int> status) => async stream =>
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync() is { } request)
        {
            var line = request;
            while (!string.IsNullOrEmpty(line))
                line = await reader.ReadLineAsync();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status(request.Split(' ')[1])} Answer\r\nContent-Length: 0\r\n\r\n"));
        }
    };

    public static Func<Stream, Task> Tls(X509Certificate2 certificate, Func<Stream, Task> serve) => async stream =>
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(certificate);
        await serve(tls);
    };

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // disposed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _serve(client.GetStream());
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // the other side is gone, or does not trust this one
            }
        }
    }
}
