using System.Net;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>
/// The body of a write. Whether it may leave is asked when it is about to, after the connection has been made and every wait is over.
/// The server acts on no request whose body it has not got.
/// </summary>
internal sealed class RequestContent(ReadOnlyMemory<byte> body, IWriteFence? fence) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        fence?.ThrowIfClosed();
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
