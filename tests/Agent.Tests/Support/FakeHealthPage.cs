using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>haproxy's health page: answers with a status, with silence, or is not there.</summary>
internal sealed class FakeHealthPage : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _silent = [];

    public FakeHealthPage()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>0 for silence.</summary>
    public volatile int Status = 200;

    public void Dispose()
    {
        _listener.Dispose();
        _silent.ForEach(client => client.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                if (Status == 0)
                    _silent.Add(client);
                else
                    await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // disposed
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await client.GetStream().ReadExactlyAsync(new byte[1]);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {Status} X\r\n\r\n"));
            }
            catch (IOException)
            {
                // the prober went away
            }
        }
    }
}
