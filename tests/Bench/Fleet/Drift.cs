using System.Diagnostics;
using System.Text;
using ExchangeHA.Bench.Measuring;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Bench.Fleet;

/// <summary>How soon a child that somebody edited or deleted is as it was.</summary>
internal static class Drift
{
    private const int Times = 20;
    private const string File = "haproxy.cfg";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(FleetServer server, SecretWatch watch)
    {
        var (edited, deleted) = (new List<double>(), new List<double>());
        for (var round = 0; round < Times; round++)
        {
            var name = $"{FleetObjects.NameOf(100 + round)}-dc1-haproxy";
            watch.Forget();
            await server.Client.PatchAsync<V1Secret>(name, FleetObjects.Namespace, Encoding.UTF8.GetBytes("""{"data":{"haproxy.cfg":"eA=="}}"""), CancellationToken.None);
            edited.Add(await PutBackAsync(name));
            watch.Forget();
            await server.Client.DeleteAsync<V1Secret>(name, FleetObjects.Namespace, null, CancellationToken.None);
            deleted.Add(await PutBackAsync(name));
        }
        return [Of("A child edited by hand until it was put back", edited), Of("A child deleted by hand until it was put back", deleted)];

        async Task<double> PutBackAsync(string name)
        {
            var answered = Stopwatch.GetTimestamp();
            var (_, time) = await watch.NextAsync([name], after => after?.Data is { } data && data.TryGetValue(File, out var text) && text.Length > 1);
            return Math.Max(0, Stopwatch.GetElapsedTime(answered, time).TotalMilliseconds);
        }

        static Figure Of(string what, List<double> values) => new(what, $"p50 {Measure.Percentile(values, 0.5):0} ms, worst of {Times} {values.Max():0} ms", Quoted: "aim 1 s");
    }
}
