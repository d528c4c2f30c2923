using System.Diagnostics;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Bench.Fleet;
using ExchangeHA.Bench.Measuring;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Kubernetes;
using ExchangeHA.Kubernetes.Caching;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Bench.Parts;

/// <summary>From the change of a backend until every node of the cluster serves it, on a cluster in which the recipe's balancer works.</summary>
internal sealed class ClusterPart : IPart
{
    private const int Times = 50;
    private const string Namespace = "exchange";
    private const string Balancer = "mail";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public string Name => "cluster";

    public string Title => "A change on the four-node cluster";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var server = new FleetServer();
        using var stop = new CancellationTokenSource();
        var informer = new Informer<BalancerNode>(server.Client, new InformerOptions { Namespace = Namespace }, NullLogger<Informer<BalancerNode>>.Instance);
        using var changed = new SemaphoreSlim(0);
        informer.AddEventHandler((_, _) => changed.Release());
        var running = informer.RunAsync(stop.Token);
        await informer.Synced.WaitAsync(Limit);
        var (served, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Times; round++)
        {
            // a backend of dc1, at a weight that it never had: every node of dc1 follows, and only those
            var before = Revisions(informer);
            var started = Stopwatch.GetTimestamp();
            await PatchAsync(server.Client, 101 + round);
            bare.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            using var limit = new CancellationTokenSource(Limit);
            while (!Revisions(informer).All(node => before[node.Key] is { } old && node.Value is { } now && now != old))
                await changed.WaitAsync(limit.Token);
            served.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(500);
        }
        await stop.CancelAsync();
        await running;
        return
        [
            new Figure(
                $"A backend changed until every node reports that it serves it, {Times} changes",
                Show(served),
                $"the change's own request alone: {Show(bare)}",
                Measure.Percentile(served, 0.99) / Measure.Percentile(bare, 0.99),
                "aim 500 ms at p99"),
        ];

        static string Show(List<double> values) => $"p50 {Measure.Percentile(values, 0.5):0} ms, p99 {Measure.Percentile(values, 0.99):0} ms";
    }

    /// <summary>What each node's haproxy runs.</summary>
    private static Dictionary<string, string?> Revisions(Informer<BalancerNode> informer) => informer.Store.List()
        .Where(node => node.Spec.Balancer == Balancer && node.Spec.Datacenter == "dc1")
        .ToDictionary(node => node.Spec.Node, node => node.Status?.Haproxy?.Revision, StringComparer.Ordinal);

    private static async Task PatchAsync(KubernetesClient client, int weight)
    {
        var balancer = await client.GetAsync<ExchangeBalancer>(Balancer, Namespace, CancellationToken.None) ?? throw new InvalidOperationException($"There is no balancer {Namespace}/{Balancer}.");
        balancer.Spec.Datacenters[0].Backends[0].Weight = weight;
        await client.ReplaceAsync(balancer, CancellationToken.None);
    }
}
