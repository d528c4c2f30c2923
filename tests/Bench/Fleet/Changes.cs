using System.Diagnostics;
using System.Text;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Bench.Measuring;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Bench.Fleet;

/// <summary>From the answer to a change of a balancer until a watch shows its children changed.</summary>
internal static class Changes
{
    private const int Times = 50;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(FleetServer server, SecretWatch watch)
    {
        var (first, last, echo) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Times; round++)
        {
            var balancer = FleetObjects.NameOf(round);
            var children = new HashSet<string>(StringComparer.Ordinal) { $"{balancer}-dc1-haproxy", $"{balancer}-dc2-haproxy" };
            watch.Forget();
            await server.Client.PatchAsync<ExchangeBalancer>(balancer, FleetObjects.Namespace, Encoding.UTF8.GetBytes("""{"spec":{"timeouts":{"queue":"29s"}}}"""), CancellationToken.None);
            var answered = Stopwatch.GetTimestamp();
            var (name, time) = await watch.NextAsync(children, after => after is not null);
            first.Add(Since(answered, time));
            children.Remove(name);
            last.Add(Since(answered, (await watch.NextAsync(children, after => after is not null)).Time));
            // apart, as people's changes are
            await Task.Delay(100);
        }
        for (var round = 0; round < Times; round++)
        {
            watch.Forget();
            await server.Client.ApplyAsync(new V1Secret { Metadata = new() { Name = "echo", Namespace = FleetObjects.Namespace, Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["example.com/round"] = $"{round}" } } }, "bench", CancellationToken.None);
            var answered = Stopwatch.GetTimestamp();
            echo.Add(Since(answered, (await watch.NextAsync(["echo"], after => after is not null)).Time));
            await Task.Delay(20);
        }
        return
        [
            Of("A balancer changed until its first child was written, as a watch shows it", first, "aim 20 ms; KubeOps 78 ms at the median"),
            Of("The same until its last of two", last, "KubeOps 101 ms"),
        ];

        Figure Of(string what, List<double> values, string quoted) => new(what, Show(values), $"a watch's delay alone, an apply until its own event: {Show(echo)}", null, quoted);
        static string Show(List<double> values) => $"p50 {Measure.Percentile(values, 0.5):0.0} ms, p99 {Measure.Percentile(values, 0.99):0.0} ms";
    }

    /// <summary>Milliseconds; an event may come before the answer does.</summary>
    private static double Since(long answered, long time) => Math.Max(0, Stopwatch.GetElapsedTime(answered, time).TotalMilliseconds);
}
