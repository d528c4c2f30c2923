using System.Buffers;

namespace ExchangeHA.Kubernetes.Http;

/// <summary>Reads the body of an answer into a buffer that is used again: pages of a list are megabytes, of which nothing is to be left.</summary>
internal static class PooledBody
{
    private const int FirstSize = 16 * 1024;

    public static async Task<TResult> ReadAsync<TResult>(HttpContent content, Func<ReadOnlyMemory<byte>, TResult> decode, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var size = content.Headers.ContentLength is > 0 and < int.MaxValue and var length ? (int)length + 1 : FirstSize;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var filled = 0;
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken) is > 0 and var read)
            {
                filled += read;
                if (filled == buffer.Length)
                    buffer = Grow(buffer);
            }
            return decode(buffer.AsMemory(0, filled));
        }
        finally
        {
            Return(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        Return(full);
        return larger;
    }

    // there may have been a Secret in it
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}
