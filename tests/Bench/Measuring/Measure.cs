using System.Diagnostics;

namespace ExchangeHA.Bench.Measuring;

/// <summary>Measures work that is repeated.</summary>
internal static class Measure
{
    private const int Rounds = 5;

    /// <summary>The quickest of a few rounds, so that what else the machine does counts least, after one that nobody counts; and what one allocates.</summary>
    public static async Task<(TimeSpan Time, long Allocated)> BestAsync(Func<Task> work)
    {
        await work();
        var (best, allocated) = (TimeSpan.MaxValue, long.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var (before, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
            await work();
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
            allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return (best, allocated);
    }

    public static Task<(TimeSpan Time, long Allocated)> BestAsync(Action work) => BestAsync(() =>
    {
        work();
        return Task.CompletedTask;
    });

    /// <summary>The value that this share of all is not above.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Clamp(Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
