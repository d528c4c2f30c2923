using Microsoft.AspNetCore.Http;

namespace ExchangeHA.FakeApiServer.Faults;

/// <summary>Writes bodies as a bad network would deliver them.</summary>
internal static class FaultedResponse
{
    private const int Pieces = 10;

    /// <summary>Never answers, until the client gives up.</summary>
    public static Task FallSilentAsync(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);

    public static async Task WriteSlowlyAsync(HttpContext context, ReadOnlyMemory<byte> body, TimeSpan delay, TimeProvider time)
    {
        var size = Math.Max(1, (body.Length + Pieces - 1) / Pieces);
        for (var at = 0; at < body.Length; at += size)
        {
            await Task.Delay(delay, time, context.RequestAborted);
            await WriteAsync(context, body.Slice(at, Math.Min(size, body.Length - at)));
        }
    }

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Half of it; whoever writes it ends the answer then.</summary>
    public static Task WriteHalfAsync(HttpContext context, ReadOnlyMemory<byte> body) => WriteAsync(context, body[..(body.Length / 2)]);
}
