using System.Diagnostics;

namespace ExchangeHA.EndToEnd.Tests.Harness;

/// <summary>
/// The cluster that the tests run on: the one that <c>KUBECONFIG</c> names, else the one that <c>cluster.sh up</c> makes and
/// that is taken down at the end, unless <c>KEEP=1</c>.
/// </summary>
public sealed class Cluster : IAsyncLifetime
{
    public const string VirtualAddress = "172.30.129.131";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);
    private readonly string? _kubeconfig = Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } path ? path : null;
    private readonly ClusterScript _script = new();
    private readonly Levers _levers;
    private bool _ownsCluster;

    public Cluster() => _levers = new Levers(_script);

    public IReadOnlyList<string> Nodes => ControlPlane.First(_script).Nodes;

    /// <summary>Whether this is the cluster of <c>cluster.sh</c>, whose link can be cut and whose nodes can be unplugged.</summary>
    public bool HasLevers => _kubeconfig is null || Path.GetDirectoryName(_kubeconfig) == _script.RunDirectory;

    public Levers Levers => HasLevers ? _levers : throw WithoutLevers();

    /// <summary>The control plane that every test uses, and the one that the second cluster has while it is up.</summary>
    internal ControlPlane First => ControlPlane.First(Script);

    internal ControlPlane Second => ControlPlane.Second(Script);

    /// <summary>Before a test that applies to the namespace <c>exchange</c> or pulls cables: never on a stranger's cluster.</summary>
    public void MustHaveLevers()
    {
        if (!HasLevers)
            throw WithoutLevers();
    }

    public async Task InitializeAsync()
    {
        if (_kubeconfig is not null)
            return;
        _ownsCluster = true;
        // A test host that is told to end does not dispose of its fixtures. SIGKILL is left to the next `up`.
        AppDomain.CurrentDomain.ProcessExit += TakeDownAtExit;
        await _script.UpAsync();
    }

    public async Task DisposeAsync()
    {
        if (!TakesDown())
            return;
        await _script.DownAsync();
        _ownsCluster = false;
    }

    /// <summary>kubectl, inside the control plane's network namespace.</summary>
    public Task<CommandResult> Kubectl(params string[] arguments) => KubectlWithInput(null, arguments);

    /// <summary>The same, with something on standard input.</summary>
    /// <param name="input">For <c>apply -f -</c>.</param>
    public Task<CommandResult> KubectlWithInput(string? input, params string[] arguments) =>
        HasLevers ? First.KubectlWithInput(input, arguments) : Shell.RunAsync("kubectl", arguments, input);

    /// <summary>A program of this machine that reaches the API server, until it is ended.</summary>
    public Process StartBeside(IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        string[] withEnvironment = ["env", .. environment.Select(variable => $"{variable.Key}={variable.Value}"), .. command];
        return HasLevers
            ? _script.Start(["run", "control", "env", $"KUBECONFIG={Path.Combine(First.Directory, "admin.kubeconfig")}", .. withEnvironment[1..]])
            : Shell.Start(withEnvironment[0], withEnvironment[1..]);
    }

    /// <summary>Any command on a host: node-a, exch1, client1, control.</summary>
    public Task<CommandResult> Run(string host, params string[] command) => Script.RunAsync(["run", host, .. command]);

    /// <summary>A client in a datacenter that opens connections to the virtual address until it is stopped.</summary>
    /// <param name="rate">New connections a second.</param>
    /// <param name="keep">Connections that stay open.</param>
    /// <param name="path">What is asked for.</param>
    /// <param name="keepMore">Seconds after each of which one more stays open.</param>
    public Task<Client> StartClient(string datacenter, double rate = 20, int keep = 0, string address = VirtualAddress, string path = "/", double? keepMore = null) =>
        Client.StartAsync(Script, ClientOf(datacenter), address, rate, keep, keepMore, path);

    /// <summary>One request from a datacenter: the name of the server that answered 200, null when none did.</summary>
    public async Task<string?> Get(string datacenter, string path = "/", string address = VirtualAddress)
    {
        var result = await Script.RunAsync(["get", ClientOf(datacenter), "--address", address, "--path", path]);
        return result.Succeeded ? result.Output.Split(' ')[^1].Trim() : null;
    }

    /// <summary>The nodes that have the virtual address on their interface, as the kernel says.</summary>
    public Task<IReadOnlyList<string>> Holders(string address = VirtualAddress) => HoldersAmong(Nodes, address);

    /// <summary>Those of these hosts that have the address on their interface, as the kernel says.</summary>
    public async Task<IReadOnlyList<string>> HoldersAmong(IEnumerable<string> hosts, string address = VirtualAddress)
    {
        var holders = new List<string>();
        foreach (var host in hosts)
        {
            var addresses = (await Run(host, "ip", "-oneline", "address", "show")).OrThrow();
            if (addresses.Contains($" {address}/", StringComparison.Ordinal))
                holders.Add(host);
        }

        return holders;
    }

    /// <summary>How many processes of this name (haproxy, keepalived) run in the pods of a node.</summary>
    public async Task<int> CountProcesses(string node, string process) =>
        (await Script.RunAsync(["pids", node, process])).OrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>The mails that smtp.domain.com has received, one after the other.</summary>
    public async Task<string> Mails() => (await Script.RunAsync(["mails"])).OrThrow();

    /// <summary>What the operator and the agents in the namespace <c>exchange</c> have asked of the API server since the cluster was made.</summary>
    internal AuditLog Audit() => AuditLog.Read(Path.Combine(Script.RunDirectory, "audit.log"));

    /// <summary>How often that ServiceAccount of the namespace <c>exchange</c> has written anything but the leader's Lease and events, also where nothing was changed by it.</summary>
    internal int WritesOf(string account) => AuditLog.WritesOf(account, Path.Combine(Script.RunDirectory, "audit.log"));

    /// <summary>Waits until the condition holds. The bound is there to end a hang, not to measure.</summary>
    public Task Eventually(Func<Task<bool>> condition, string what, TimeSpan? bound = null) =>
        Eventually(async () => (await condition()).ShouldBeTrue(), what, bound);

    /// <summary>Waits until the assertions hold; what they said last is the reason given when they never do.</summary>
    public async Task Eventually(Func<Task> assertion, string what, TimeSpan? bound = null)
    {
        var limit = bound ?? Bound;
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception exception)
            {
                if (Stopwatch.GetElapsedTime(started) > limit)
                {
                    var folder = await Diagnostics.WriteAsync(this);
                    throw new TimeoutException($"Not within {limit}: {what}. {exception.Message} The state is in {folder}:\n{await Diagnostics.SummaryAsync(this)}", exception);
                }
            }

            await Task.Delay(PauseAfter(Stopwatch.GetElapsedTime(started)));
        }
    }

    /// <summary>Looking costs processor time, and on a starved machine it is what the cluster waits for: the longer it takes, the more rarely it is looked.</summary>
    private static TimeSpan PauseAfter(TimeSpan waited) => TimeSpan.FromMilliseconds(waited.TotalSeconds switch { < 10 => 200, < 60 => 1000, _ => 3000 });

    private ClusterScript Script => HasLevers ? _script : throw WithoutLevers();

    private InvalidOperationException WithoutLevers() => new($"KUBECONFIG names a cluster that cluster.sh did not make ({_kubeconfig}): it has no levers and no hosts of its own");

    private static string ClientOf(string datacenter) => datacenter switch
    {
        "dc1" => "client1",
        "dc2" => "client2",
        _ => throw new ArgumentOutOfRangeException(nameof(datacenter), datacenter, "there is no client"),
    };

    private bool TakesDown() => _ownsCluster && Environment.GetEnvironmentVariable("KEEP") != "1";

    private void TakeDownAtExit(object? sender, EventArgs arguments)
    {
        if (TakesDown())
            _script.DownAsync().GetAwaiter().GetResult();
    }
}
