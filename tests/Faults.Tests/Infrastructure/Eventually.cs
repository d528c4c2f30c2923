using System.Diagnostics;

namespace ExchangeHA.Faults.Tests.Infrastructure;

/// <summary>Waits for what happens on other threads.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <param name="what">Says what is still wrong; null when it has come true.</param>
    public static async Task TrueAsync(Func<string?> what)
    {
        var watch = Stopwatch.StartNew();
        while (what() is { } wrong)
        {
            if (watch.Elapsed > Limit)
                throw new TimeoutException(wrong);
            await Task.Delay(1);
        }
    }
}
