using System.Collections.ObjectModel;
using System.Diagnostics;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Bench.Fleet;
using ExchangeHA.Bench.Operator;
using ExchangeHA.Bench.Reporting;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Bench.Parts;

/// <summary>A thousand balancers on a real API server without nodes: made, found again after a restart, changed, meddled with.</summary>
internal sealed class FleetPart : IPart
{
    private const int Workers = 4;
    private const string PodUid = "2f0c5a1e-0000-4000-8000-000000000000";

    /// <summary>No limit of its own: what is to be seen is the operator, not the limit.</summary>
    private const int QueriesPerSecond = 100_000;

    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("FLEET"), out var count) ? count : 1000;

    public string Name => "fleet";

    public string Title => "A fleet on a real API server";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new Figures();
        using var server = new FleetServer();
        await server.PopulateAsync(Count);
        var statuses = await ColdAsync(server, figures);
        await BareAsync(server, statuses, figures);
        using var process = OperatorProcess.Start(FleetObjects.Namespace, Workers, QueriesPerSecond, PodUid);
        await RestartAsync(process, figures);
        await using (var watch = await SecretWatch.StartAsync(server.Client, FleetObjects.Namespace))
        {
            figures.AddRange(await Changes.MeasureAsync(server, watch));
            await process.IdleAsync(0);
            figures.AddRange(await Drift.MeasureAsync(server, watch));
        }
        await process.IdleAsync(0);
        figures.Add(new Figure("Peak memory of that operator, resident", $"{process.PeakMemory:0} MB"));
        // it ends itself when it cannot renew its lease for ten seconds, and the kubelet starts its container anew
        var restarting = RestartedAsync(process);
        figures.Add(await Outage.MeasureAsync(server));
        using var restarted = await restarting;
        figures.Add(new Figure("Peak memory of the one that was started anew while the API server was away", $"{restarted.PeakMemory:0} MB"));
        await restarted.StopAsync();
        return figures;
    }

    private static async Task<OperatorProcess> RestartedAsync(OperatorProcess process)
    {
        await process.EndedAsync();
        return OperatorProcess.Start(FleetObjects.Namespace, Workers, QueriesPerSecond, PodUid);
    }

    private static async Task<int> ColdAsync(FleetServer server, Figures figures)
    {
        using var process = OperatorProcess.Start(FleetObjects.Namespace, Workers, QueriesPerSecond);
        var (metrics, since) = await process.IdleAsync(Count);
        var daemons = await server.Client.ListAsync<V1DaemonSet>(FleetObjects.Namespace, null, CancellationToken.None);
        if (daemons.Items.Count != 4 * Count)
            throw new InvalidOperationException($"There are {daemons.Items.Count} DaemonSets in place of {4 * Count}.");
        var time = Stopwatch.GetElapsedTime(process.Started, since);
        figures.Add(new Figure($"{Count} new balancers, from the start of the process", $"{time.TotalSeconds:0.0} s", Quoted: "aim 1.3 times a bare loop; KubeOps 22.6 s, 1.64 times"));
        figures.Add(new Figure("Requests for it", $"{metrics.Writes} writes ({(double)metrics.Writes / Count:0.0} a balancer, {metrics.Statuses} of them statuses), {metrics.Reads} gets and lists", Quoted: "KubeOps 9 a resource"));
        figures.Add(new Figure("Reconciliations for it", $"{metrics.Reconciliations}, {process.Processor.TotalSeconds:0.0} s of processor in all"));
        figures.Add(new Figure("Peak memory for it, resident", $"{process.PeakMemory:0} MB", Quoted: "aim 150 MB; KubeOps 143 MB"));
        await process.StopAsync();
        return (int)Math.Round((double)metrics.Statuses / Count);
    }

    private static async Task BareAsync(FleetServer server, int statusesOfEach, Figures figures)
    {
        var sets = await server.PrepareBareAsync(Count);
        var found = await server.Client.GetAsync<ExchangeBalancer>(FleetObjects.NameOf(0), FleetObjects.Namespace, CancellationToken.None);
        ExchangeBalancerStatus[] statuses = [.. Enumerable.Range(0, statusesOfEach).Select(index => found!.Status! with { Nodes = $"{index}/2" })];
        var (started, requests) = (Stopwatch.GetTimestamp(), 0);
        await FleetServer.ParallelAsync(Count, Workers, async index => Interlocked.Add(ref requests, await server.ApplyBareAsync(index, sets[index], statuses)));
        var time = Stopwatch.GetElapsedTime(started);
        var cold = figures[0];
        var seconds = double.Parse(cold.Here.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        figures[0] = cold with { Beside = $"a bare loop of the same {requests} applies, {Workers} at once, no limit either: {time.TotalSeconds:0.0} s", Ratio = seconds / time.TotalSeconds };
    }

    private static async Task RestartAsync(OperatorProcess process, Figures figures)
    {
        var (metrics, since) = await process.IdleAsync(Count);
        figures.Add(new Figure("Restart on them: writes", $"{metrics.Writes}", Quoted: "aim 0; KubeOps 8,000"));
        figures.Add(new Figure("Restart on them: from the start of the process until idle", $"{Stopwatch.GetElapsedTime(process.Started, since).TotalSeconds:0.0} s, {process.Processor.TotalSeconds:0.0} s of processor", Quoted: "KubeOps 16.6 s"));
    }

    /// <summary>What has been measured, told at once: the part takes minutes.</summary>
    private sealed class Figures : Collection<Figure>
    {
        public void AddRange(IEnumerable<Figure> more)
        {
            foreach (var figure in more)
                Add(figure);
        }

        protected override void InsertItem(int index, Figure item)
        {
            base.InsertItem(index, item);
            Console.Error.WriteLine($"  {item.What}: {item.Here}");
        }
    }
}
