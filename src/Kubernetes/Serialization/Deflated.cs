using System.IO.Compression;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>Bytes as deflate has them (RFC 1951), at its quickest.</summary>
internal static class Deflated
{
    public static byte[] Of(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        using (var deflate = new DeflateStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            write(deflate);
        return memory.ToArray();
    }

    public static T Read<T>(byte[] deflated, Func<Stream, T> read)
    {
        using var inflate = new DeflateStream(new MemoryStream(deflated, writable: false), CompressionMode.Decompress);
        return read(inflate);
    }
}
