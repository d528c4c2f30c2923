using System.Diagnostics;

namespace ExchangeHA.Contract.Tests.Infrastructure;

/// <summary>Waits for what the server does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Limit)
                throw new TimeoutException($"It did not come true: {what}");
            await Task.Delay(20);
        }
    }
}
