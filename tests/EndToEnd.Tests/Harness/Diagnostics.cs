namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>Writes down the state of the cluster when a test gives up waiting.</summary>
internal static class Diagnostics
{
    private static readonly (string File, string[] Command)[] Commands =
    [
        ("objects.txt", ["get", "nodes,pods,daemonsets,deployments,leases,exchangebalancers,balancernodes", "-A", "-o", "wide"]),
        ("balancers.yaml", ["get", "exchangebalancers,balancernodes", "-A", "-o", "yaml"]),
        ("events.txt", ["get", "events", "-A", "--sort-by=.lastTimestamp"]),
        ("pods.txt", ["describe", "pods", "-A"]),
    ];

    private const string Now =
        "{range .items[*]}{.kind} {.metadata.name}: {.status.phase}{.status.holder}{.spec.holderIdentity} {.spec.renewTime} {.status.vrrp.state} {.status.vrrp.since} {.status.vrrp.pod}"
        + " {range .status.conditions[*]}{.type}={.status} {end}{range .status.containerStatuses[*]}{.name}: ready {.ready}, restarts {.restartCount}; {end}{\"\\n\"}{end}";

    /// <summary>What there is to see at a glance: where nothing but a test's message is kept, it is all that is left of the run.</summary>
    public static async Task<string> SummaryAsync(Cluster cluster)
    {
        var objects = await cluster.Kubectl("-n", "exchange", "get", "exchangebalancers,balancernodes,leases,pods", "-o", "jsonpath=" + Now);
        var logs = await cluster.Kubectl("-n", "exchange", "logs", "-l", "app.kubernetes.io/component=operator", "--tail=12", "--prefix");
        var agents = await cluster.Kubectl("-n", "exchange", "logs", "-l", "app.kubernetes.io/component=keepalived", "-c", "agent", "--tail=5", "--prefix", "--ignore-errors=true");
        var load = await File.ReadAllTextAsync("/proc/loadavg");
        return $"{TimeProvider.System.GetUtcNow():HH:mm:ss}, load {load}{objects.Output}{objects.Error}{logs.Output}{logs.Error}{agents.Output}{agents.Error}";
    }

    /// <summary>Returns the folder. What the second cluster says, while there is one, is in a folder below.</summary>
    public static async Task<string> WriteAsync(Cluster cluster)
    {
        var folder = Directory.CreateDirectory(Repository.At("TestResults", $"{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss-fff}")).FullName;
        await WriteAsync(folder, cluster.Kubectl, cluster.HasLevers ? cluster.First.Directory : null);
        if (cluster.HasLevers && Directory.Exists(cluster.Second.Directory))
            await WriteAsync(Directory.CreateDirectory(Path.Combine(folder, "second")).FullName, cluster.Second.Kubectl, cluster.Second.Directory);
        return folder;
    }

    private static async Task WriteAsync(string folder, Func<string[], Task<CommandResult>> kubectl, string? clusterLogs)
    {
        foreach (var (file, command) in Commands)
        {
            var result = await kubectl(command);
            await File.WriteAllTextAsync(Path.Combine(folder, file), result.Output + result.Error);
        }

        var pods = await kubectl(["get", "pods", "-A", "-o", "jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name} {end}"]);
        foreach (var pod in pods.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pod => pod.Split('/')))
        {
            string[] command = ["logs", "-n", pod[0], pod[1], "--all-containers", "--prefix", "--timestamps"];
            var logs = await kubectl(command);
            var previous = await kubectl([.. command, "--previous"]);
            await File.WriteAllTextAsync(Path.Combine(folder, $"{pod[1]}.log"), $"{logs.Output}{logs.Error}\n--- before the last restarts\n{previous.Output}");
        }

        if (clusterLogs is not null)
        {
            foreach (var log in Directory.EnumerateFiles(clusterLogs, "*.log"))
            {
                File.Copy(log, Path.Combine(folder, "cluster-" + Path.GetFileName(log)));
            }
        }
    }
}
