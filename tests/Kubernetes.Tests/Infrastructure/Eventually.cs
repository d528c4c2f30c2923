using System.Diagnostics;

namespace ExchangeHA.Kubernetes.Tests.Infrastructure;

/// <summary>Waits for what happens on other threads.</summary>
internal static class Eventually
{
    /// <summary>Far longer than anything takes: it only keeps a broken test from hanging.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > (limit ?? Limit))
                throw new TimeoutException($"It did not come true: {what}");
            await Task.Delay(5);
        }
    }

    /// <summary>Lets manual time pass in steps until it comes true.</summary>
    public static async Task TrueAsync(ManualTimeProvider time, TimeSpan step, Func<bool> condition, string what, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > (limit ?? Limit))
                throw new TimeoutException($"It did not come true: {what}");
            // Not on the test's own synchronization context: what a timer continues then runs within Advance, as far as it can.
            await Task.Run(() => time.Advance(step));
            await Task.Delay(1);
        }
    }
}
