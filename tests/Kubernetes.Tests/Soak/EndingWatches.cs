using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ExchangeHA.Kubernetes.Tests.Soak;

/// <summary>
/// A server whose watches tell of one bookmark and end: every second one in order, the others short of what was announced. It keeps nothing, so that
/// what is left over in the process is the client's.
/// </summary>
internal sealed class EndingWatches : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _watches;

    public EndingWatches()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Watches => Volatile.Read(ref _watches);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using var connection = socket;
        var buffer = new byte[4096];
        var request = new StringBuilder();
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0)
                return;
            request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        var isWatch = request.ToString().Contains("watch=true", StringComparison.Ordinal);
        var count = isWatch ? Interlocked.Increment(ref _watches) : 0;
        var body = isWatch
            ? $$$$"""{"type":"BOOKMARK","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"{{{{count}}}}"}}}""" + "\n"
            : """{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"0"},"items":[]}""";
        var announced = body.Length + (count % 2 == 1 ? 100 : 0);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {announced}\r\n\r\n{body}"));
        socket.Shutdown(SocketShutdown.Both);
    }
}
