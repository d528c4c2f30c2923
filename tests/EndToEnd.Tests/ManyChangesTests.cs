using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ExchangeHA.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>Changes of every kind in a row, under load, while one server is dead: 24 of them, or as many as the environment's <c>CHANGES</c> says, 200 in <c>make changes</c>.</summary>
[Collection(ClusterCollection.Name)]
public sealed partial class ManyChangesTests(Cluster cluster, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Burst = 8;
    private const int MostOldWorkers = 20;

    // what is left of it is not waited for one by one, but every fourth
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(3);

    private static readonly int Changes = int.Parse(Environment.GetEnvironmentVariable("CHANGES") ?? "24", CultureInfo.InvariantCulture);

    // the last ones, in each of whose processes a connection is held: half of them are reloads, of 200 changes more than may live on
    private static readonly int Held = Changes / 4;

    private readonly Mail _mail = new(cluster);
    private readonly ConcurrentQueue<string> _seenUp = new();
    private Wish _wish = new();
    private int _mostOldWorkers;

    public async Task InitializeAsync()
    {
        await _mail.ServesAsync();
        await _mail.ApplyAsync(TlsSecret.New().Manifest);
        await _mail.ApplyAsync(_wish.Yaml);
        await cluster.Eventually(async () => (await _mail.RowAsync()).ShouldSatisfyAllConditions(row => row.Backends.ShouldBe("6/6"), row => row.Holder.ShouldStartWith("dc1/")), "all is well");
        await RunEverywhereAsync();
    }

    // with the passwords that they had
    public Task DisposeAsync() => _mail.ServesAsync();

    [Fact]
    public async Task Nothing_fails_and_nothing_moves_and_the_dead_server_stays_dead()
    {
        // it accepts connections and never answers: a request that is sent there is lost
        await cluster.Levers.FreezeServerAsync("exch2");
        try
        {
            await cluster.Eventually(
                async () => (await ReportsAsync()).Where(report => report.Datacenter == "dc1").ShouldAllBe(report => report.Exch2.Length > 0 && report.Exch2.All(state => state == "Down")),
                "both nodes of dc1 see it dead in every service");
            await ChangeEverythingAsync();
        }
        finally
        {
            await cluster.Levers.ThawServerAsync("exch2");
        }
    }

    [Fact]
    public async Task A_burst_comes_to_its_last()
    {
        var before = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in cluster.Nodes)
            before[node] = await CountAsync(node, Reload());
        await using var client = await cluster.StartClient("dc1", keep: 10);
        await _mail.ApplyAsync(string.Join("---\n", Enumerable.Range(1, Burst).Select(number => (_wish with { Queue = 100 + number }).Yaml)));
        await RunEverywhereAsync();
        var summary = await client.StopAsync();

        summary.Failed.ShouldBe(0, summary.ToString());
        summary.KeptBroken.ShouldBeEmpty(summary.ToString());
        foreach (var node in cluster.Nodes)
            (await CountAsync(node, Reload()) - before[node]).ShouldBeInRange(1, Burst - 1);
    }

    private async Task ChangeEverythingAsync()
    {
        var (holder, pods, states) = (await _mail.HolderNodeAsync(), await _mail.PodsAsync(), await ReportsAsync());
        var started = Stopwatch.GetTimestamp();
        await using var health = await WatchAsync();

        // connections of the first process, the only ones of an old one: they live through all of these changes
        ClientSummary[] kept;
        await using (var near = await cluster.StartClient("dc1", keep: 10))
        await using (var far = await cluster.StartClient("dc2", keep: 10))
        {
            for (var number = 0; number < Changes - Held; number++)
                await ChangeAsync(number, holder, waits: Stopwatch.GetElapsedTime(started) < Budget * number / (Changes - Held) || number % 4 == 3);
            await RunEverywhereAsync();
            kept = [await near.StopAsync(), await far.StopAsync()];
        }

        var reloadsBefore = await CountAsync(holder, Reload());
        // one more held every second: each process has its own, and the oldest must go
        ClientSummary[] held;
        await using (var near = await cluster.StartClient("dc1", keepMore: 1))
        await using (var far = await cluster.StartClient("dc2"))
        {
            for (var number = Changes - Held; number < Changes; number++)
                await ChangeAsync(number, holder, waits: IsReload(number));
            await RunEverywhereAsync();
            held = [await near.StopAsync(), await far.StopAsync()];
        }

        var log = await LogAsync(holder, "haproxy");
        var (reloads, reasons) = (Reload().Count(log), Reasons().Count(log));
        var ended = Ended().Matches(log);
        var endedConnections = ended.Sum(match => int.Parse(match.Groups["connections"].ValueSpan));
        output.WriteLine($"{Changes} changes in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; reloads of {holder}: {reloads}; most old processes: {_mostOldWorkers}; ended: {ended.Count} with {endedConnections} connections");
        foreach (var summary in kept.Concat(held))
            output.WriteLine(summary.ToString());

        kept.Concat(held).ShouldAllBe(summary => summary.Failed == 0);
        kept.ShouldAllBe(summary => summary.KeptBroken.Count == 0 && summary.KeptRequests > 0);
        kept.Concat(held).ShouldAllBe(summary => !summary.Servers.ContainsKey("exch2"));
        _seenUp.ShouldBeEmpty();

        // the address and the pods are where they were
        (await ReportsAsync()).Select(report => (report.Node, report.Vrrp)).ShouldBe(states.Select(report => (report.Node, report.Vrrp)));
        (await cluster.Holders()).ShouldBe([holder]);
        (await _mail.PodsAsync()).ShouldBe(pods);

        // many were reloads, each for a stated reason; weights, states and certificates none
        reloads.ShouldBeGreaterThan(Changes / 8);
        reasons.ShouldBe(reloads, log);
        log.ShouldContain("haproxy took certificate.mail-tls");
        log.ShouldContain("haproxy took the servers' weights and states over while it ran");
        log.ShouldNotContain("could not be changed while it ran");
        _mostOldWorkers.ShouldBeLessThanOrEqualTo(MostOldWorkers);
        held[1].KeptBroken.ShouldBeEmpty();
        if (reloads - reloadsBefore <= MostOldWorkers)
        {
            Changes.ShouldBeLessThan(200, "200 changes make more old processes than may live on");
            ended.ShouldBeEmpty();
            held[0].KeptBroken.ShouldBeEmpty();
            return;
        }

        // what those processes held and nothing else was lost, and it was told
        ended.Count.ShouldBeGreaterThan(0, log);
        held[0].KeptBroken.Values.Sum().ShouldBeInRange(1, endedConnections, held[0].ToString());
        await cluster.Eventually(async () => (await ReportsAsync()).Single(report => report.Node == holder).EndedWorkers.ShouldBe($"{ended.Count}"), "the node says how many");
        await cluster.Eventually(async () => (await _mail.EventsAsync()).ShouldContain($"ConnectionsEnded: dc1/{holder}"), "it is told");
    }

    /// <summary>Whether it is one of those that a running haproxy cannot be told.</summary>
    private static bool IsReload(int number) => Wish.KindOf(number) is ChangeKind.HealthCheck or ChangeKind.Timeout or ChangeKind.Service or ChangeKind.Server;

    private async Task ChangeAsync(int number, string holder, bool waits)
    {
        var before = (await ReportsAsync()).ToDictionary(report => report.Node, StringComparer.Ordinal);
        var (kind, isVrrp) = (Wish.KindOf(number), number / Enum.GetValues<ChangeKind>().Length % 2 == 1);
        _wish = _wish.After(number);
        if (kind == ChangeKind.Certificate)
            await _mail.ApplyAsync(TlsSecret.New().Manifest);
        else if (kind == ChangeKind.Password)
            (await cluster.Kubectl("-n", "exchange", "patch", "secret", isVrrp ? "mail-vrrp" : "mail-stats", "-p", $"{{\"stringData\":{{\"password\":\"word{number}\"}}}}")).OrThrow();
        else
            await _mail.ApplyAsync(_wish.Yaml);
        if (!waits)
            return;
        await cluster.Eventually(
            async () => (await ReportsAsync()).ShouldAllBe(report =>
                kind == ChangeKind.Password && isVrrp ? report.KeepalivedRevision != before[report.Node].KeepalivedRevision : report.HaproxyRevision != before[report.Node].HaproxyRevision),
            $"every node runs change {number}, {kind}");
        // beside the master and the one that serves
        _mostOldWorkers = Math.Max(_mostOldWorkers, await cluster.CountProcesses(holder, "haproxy") - 2);
    }

    /// <summary>Every node runs what the operator has rendered of the last wish.</summary>
    private Task RunEverywhereAsync() => cluster.Eventually(
        async () =>
        {
            var generations = (await cluster.Kubectl("-n", "exchange", "get", "exb", "mail", "-o", "jsonpath={.metadata.generation} {.status.observedGeneration}")).OrThrow().Split(' ');
            generations[1].ShouldBe(generations[0]);
            (await _mail.ConditionAsync("Reconciling")).Status.ShouldBeEmpty();
            var secrets = JsonNode.Parse((await cluster.Kubectl("-n", "exchange", "get", "secrets", "-l", "exchange-ha.io/balancer=mail", "-o", "json")).OrThrow())!["items"]!.AsArray();
            foreach (var report in await ReportsAsync())
            {
                report.HaproxyRevision.ShouldBe(RevisionIn(secrets, $"mail-{report.Datacenter}-haproxy", "haproxy.cfg.revision"));
                report.KeepalivedRevision.ShouldBe(RevisionIn(secrets, $"mail-{report.Datacenter}-keepalived", $"keepalived.{report.Node}.conf.revision"));
            }
        },
        "every node runs the newest configuration");

    private static string RevisionIn(JsonArray secrets, string name, string key)
    {
        var secret = secrets.Single(item => (string?)item!["metadata"]!["name"] == name)!;
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)secret["data"]![key]!)).Trim();
    }

    private async Task<IReadOnlyList<Report>> ReportsAsync()
    {
        const string Columns = "{range .items[*]}{.spec.node}|{.spec.datacenter}|{.status.haproxy.revision}|{.status.vrrp.revision}|{.status.vrrp.state} {.status.vrrp.since}|{.status.haproxy.endedWorkers}|{.status.haproxy.servers[?(@.name==\"exch2\")].state}{\"\\n\"}{end}";
        var lines = (await cluster.Kubectl("-n", "exchange", "get", "exbn", "-l", "exchange-ha.io/balancer=mail", "-o", $"jsonpath={Columns}")).OrThrow();
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).Select(cells => new Report(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6].Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    }

    /// <summary>Notes each report that takes the dead server for alive, while it runs.</summary>
    private async Task<BesideProcess> WatchAsync()
    {
        const string Columns = "{.metadata.name}{range .status.haproxy.servers[?(@.name==\"exch2\")]} {.service}={.state}{end}{\"\\n\"}";
        var process = cluster.StartBeside(new Dictionary<string, string>(StringComparer.Ordinal), "kubectl", "-n", "exchange", "get", "exbn", "-l", "exchange-ha.io/balancer=mail", "--watch", "-o", $"jsonpath={Columns}");
        var first = new TaskCompletionSource();
        var watch = new BesideProcess(process, output, line =>
        {
            first.TrySetResult();
            if (line.Contains("=Up", StringComparison.Ordinal))
                _seenUp.Enqueue(line);
        });
        await first.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return watch;
    }

    private async Task<int> CountAsync(string node, Regex lines) => lines.Count(await LogAsync(node, "haproxy"));

    private async Task<string> LogAsync(string node, string component)
    {
        var pod = (await cluster.Kubectl(
            "-n", "exchange", "get", "pods", "-l", $"exchange-ha.io/balancer=mail,app.kubernetes.io/component={component}", "--field-selector", $"spec.nodeName={node}", "-o", "jsonpath={.items[0].metadata.name}")).OrThrow();
        return (await cluster.Kubectl("-n", "exchange", "logs", pod, "-c", "agent")).OrThrow();
    }

    [GeneratedRegex("Reloading haproxy with revision", RegexOptions.None, 5000)]
    private static partial Regex Reload();

    [GeneratedRegex("Reloading haproxy with revision [0-9a-f]+: (first configuration|configuration changed from [0-9a-f]+|it was not known to run the file on the node)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Reasons();

    [GeneratedRegex("was ended with (?<connections>[0-9]+) connections", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Ended();

    /// <summary>What a node tells of itself.</summary>
    /// <param name="Vrrp">Its state and since when.</param>
    /// <param name="Exch2">The state of the dead server in each service; none where it is not a server.</param>
    private sealed record Report(string Node, string Datacenter, string HaproxyRevision, string KeepalivedRevision, string Vrrp, string EndedWorkers, string[] Exch2);
}
