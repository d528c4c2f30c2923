using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using ExchangeHA.Agent.Haproxy;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>This machine's haproxy with the configuration that a resource comes to, on a loopback address of its own.</summary>
internal sealed class GeneratedHaproxy : IDisposable
{
    private static int _count;
    private readonly TemporaryDirectory _directory = new();
    private readonly Process _process;

    /// <param name="say">Completes a resource of one datacenter without a server.</param>
    /// <param name="secrets">By name, each with its value under the keys <c>value</c>, <c>tls.crt</c> and <c>tls.key</c>.</param>
    public GeneratedHaproxy(Action<ExchangeBalancerSpec> say, params (string Name, string Value)[] secrets)
        : this(say, secrets, [], "node-a", place: null)
    {
    }

    /// <summary>On a node of several, in its network.</summary>
    public GeneratedHaproxy(Action<ExchangeBalancerSpec> say, ImmutableArray<V1Node> nodes, string node, NetworkNamespace place)
        : this(say, [], nodes, node, place)
    {
    }

    private GeneratedHaproxy(Action<ExchangeBalancerSpec> say, (string Name, string Value)[] secrets, ImmutableArray<V1Node> nodes, string node, NetworkNamespace? place)
    {
        var spec = new ExchangeBalancerSpec
        {
            Vip = new() { Addresses = [Address] },
            Limits = new() { MaxConnections = 100 },
            HealthCheck = new() { Interval = "100ms", FastInterval = "50ms", Timeout = "500ms", Fall = 1, Rise = 1 },
            Datacenters = [new() { Name = "dc1", Priority = 100, Interface = "lo", NodeSelector = new(StringComparer.Ordinal) { ["zone"] = "dc1" } }],
        };
        say(spec);
        var plan = Planner.Plan(new ClusterSnapshot
        {
            Balancer = new() { Metadata = new() { Name = "mail", Namespace = "exchange" }, Spec = spec },
            Nodes = nodes,
            Secrets = secrets.ToImmutableDictionary(secret => secret.Name, secret => new V1Secret { Data = new[] { "value", TlsSecrets.CertificateKey, TlsSecrets.PrivateKey }.ToDictionary(key => key, _ => Encoding.UTF8.GetBytes(secret.Value), StringComparer.Ordinal) }),
            Now = DateTimeOffset.UnixEpoch,
        });
        var file = ConfigurationRenderer.Render(plan).Haproxy["dc1"];

        Directory.CreateDirectory(_directory.In("files"));
        Directory.CreateDirectory(_directory.In("certificates"));
        foreach (var named in file.Files)
            File.WriteAllText(named.Path.Replace(Names.RunDirectory, _directory.Path, StringComparison.Ordinal), named.Text.Reveal);
        File.WriteAllText(_directory.In("servers.state"), "1\n");
        File.WriteAllText(_directory.In("haproxy.cfg"), Here(file.Text.Reveal, plan.Ports));
        File.WriteAllText(_directory.In("log"), "");
        string[] command = ["env", $"NODE_NAME={node}", "haproxy", "-db", "-f", _directory.In("haproxy.cfg")];
        _process = place?.Start(_directory.In("log"), command)
            ?? Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec \"$@\" >{_directory.In("log")} 2>&1 </dev/null", "sh", .. command]))!;
    }

    /// <summary>All of 127.0.0.0/8 is this machine's: with an address of its own a test can use the real ports.</summary>
    public string Address { get; } = $"127.{64 + (Environment.ProcessId >> 8) % 128}.{Environment.ProcessId & 255}.{Interlocked.Increment(ref _count)}";

    /// <summary>Where it looks for the agents of its node.</summary>
    public int HaproxyAgentPort { get; } = RealHaproxy.FreePort();

    public int KeepalivedAgentPort { get; } = RealHaproxy.FreePort();

    private HaproxySocket Admin => new(_directory.Paths.AdminSocket);

    public string Log => File.ReadAllText(_directory.In("log"));

    /// <summary>What haproxy's socket answers; nothing while haproxy is starting.</summary>
    public async Task<string> AskAsync(string command) => await Admin.TrySendAsync(command, TimeSpan.FromSeconds(5), default) ?? "";

    /// <summary>Waits until haproxy judges a server so: <c>UP</c>, or as <c>DOWN L6RSP</c>.</summary>
    public Task IsAsync(string service, string server, string judged)
    {
        var last = "nothing";
        return Eventually.Is(
            async () =>
            {
                _process.HasExited.ShouldBeFalse(Log);
                if (await Admin.TrySendAsync("show stat", TimeSpan.FromSeconds(5), default) is not { } statistics)
                    return false;
                last = Judged(statistics, service, server);
                return last == judged;
            },
            () => $"{service}/{server} to be {judged}, it was {last}; {Log}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _directory.Dispose();
    }

    /// <summary>The status, with the check's result when it has failed; only a server that was checked counts.</summary>
    private static string Judged(string statistics, string service, string server)
    {
        var rows = statistics.Split('\n').Select(line => line.Split(',')).ToList();
        var columns = rows[0].Select((name, index) => (name.TrimStart('#', ' '), index)).ToDictionary(column => column.Item1, column => column.index, StringComparer.Ordinal);
        var row = rows.Find(row => row[0] == service && row[1] == server) ?? throw new InvalidOperationException($"haproxy knows no {service}/{server}.");
        var (status, check) = (row[columns["status"]], row[columns["check_status"]]);
        return status == "UP" ? check is "" or "INI" ? "not checked" : status : $"{status} {check}";
    }

    /// <summary>The same text in this test's directory and on ports that nothing else has.</summary>
    private string Here(string text, Ports ports)
    {
        var own = new[] { ports.Health, ports.MailRelay, ports.Peers }.Select(port => (port, RealHaproxy.FreePort()));
        foreach (var (port, free) in own.Append((ports.HaproxyAgent, HaproxyAgentPort)).Append((ports.KeepalivedAgent, KeepalivedAgentPort)))
            text = text.Replace($"127.0.0.1:{port}", $"127.0.0.1:{free}", StringComparison.Ordinal);
        return text.Replace(Names.RunDirectory, _directory.Path, StringComparison.Ordinal);
    }
}
