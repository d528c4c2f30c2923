using System.Diagnostics;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Keepalived;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>A real keepalived in a network namespace, started as its container starts it, with what the agent has around it.</summary>
internal sealed class RealKeepalived : IDisposable
{
    public const string Address = "10.9.0.100/24";

    private static readonly IPNetworkAddress OwnAddress = IPNetworkAddress.TryParse("10.9.0.1/24", out var own) ? own : default;

    private readonly TemporaryDirectory _directory = new();
    private readonly List<Process> _processes = [];

    public RealKeepalived()
    {
        Store = new(Paths.RunningKeepalivedFile);
        TrackFile = new(Paths.TrackFile);
        Daemon = new(Paths, TimeProvider.System) { CheckCommand = ["ip", "netns", "exec", Node.Name, "keepalived"], Interfaces = () => [new("eth0", [OwnAddress])] };
    }

    public NetworkNamespace Node { get; } = new("10.9.0.1/24");

    public AgentPaths Paths => _directory.Paths;

    public ConfigurationStore Store { get; }

    public TrackFile TrackFile { get; }

    public KeepalivedDaemon Daemon { get; }

    public bool HoldsAddress => Node.Holds(Address);

    public string Log => System.IO.File.Exists(_directory.In("log")) ? System.IO.File.ReadAllText(_directory.In("log")) : "";

    public ConfigurationApplier NewApplier(VrrpStateTracker? tracker = null) =>
        new(Daemon, Store, NullLogger<ConfigurationApplier>.Instance) { Reloaded = (_, _) => tracker?.OnConfiguration() };

    public VrrpStateTracker NewTracker() => new(Paths.VrrpStateFile, () => Store.Running?.Text, () => HoldsAddress, () => true, TimeProvider.System, NullLogger<VrrpStateTracker>.Instance);

    public WantedConfiguration File(string more = "", double interval = 0.2)
    {
        var text = $$"""
            # exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1, node node-a; changes here are overwritten
            # virtual-addresses: {{Address}}
            # health-port: 1
            # stand-down: false
            global_defs {
                vrrp_version 3
                vrrp_notify_fifo {{Paths.NotifyFifo}}
            }
            vrrp_track_file haproxy {
                file {{Paths.TrackFile}}
                weight 0
            }
            vrrp_instance mail {
                state BACKUP
                interface eth0
                virtual_router_id 101
                priority 101
                advert_int {{interval}}
                virtual_ipaddress {
                    {{Address}}
                    {{more}}
                }
                track_file {
                    haproxy
                }
            }

            """;
        return new(text, Revision.Of(text));
    }

    /// <summary>What the init container does.</summary>
    public void Stage(double interval = 0.2) => Stage(File(interval: interval));

    public void Stage(WantedConfiguration file)
    {
        TrackFile.Write(healthy: false);
        Native.MakeFifo(Paths.NotifyFifo);
        Store.Stage(new(Daemon.Prepare(file.Text), file.Revision), file.Files);
        Store.Swap();
        new CleanStart(Paths).Prepare(Store.Running!, _ => HoldsAddress);
    }

    /// <summary>What the container does: it becomes keepalived, by itself or through the launcher.</summary>
    public Process Start() => Started(Node.Start(_directory.In("log"), [.. AsKubernetesRunsIt(LaunchCommand.Of(_directory.Path, Agent("--launch")))]));

    /// <summary>What the preStop hook does.</summary>
    public Process HandOver() => Started(Node.Start(_directory.In("hand-over.log"), [.. Agent("--hand-over")]));

    /// <summary>A haproxy of the node that answers every request: on port 80 at once, on port 81 after ten seconds.</summary>
    public void StartServer()
    {
        System.IO.File.WriteAllText(_directory.In("haproxy.cfg"), """
            defaults
                mode http
                timeout connect 1s
                timeout client 1m
                timeout server 1m
            frontend pages
                bind 10.9.0.100:80 transparent
                http-request return status 200 content-type text/plain string served
            frontend slow-pages
                bind 10.9.0.100:81 transparent
                timeout tarpit 10s
                http-request tarpit deny_status 200 content-type text/plain string served

            """);
        Started(Node.Start(_directory.In("haproxy.log"), "haproxy", "-db", "-f", _directory.In("haproxy.cfg")));
    }

    private List<string> Agent(string part) =>
    [
        "env", "NODE_NAME=node-a", "POD_NAME=pod", "POD_NAMESPACE=exchange", "dotnet", typeof(RealKeepalived).Assembly.Location, "agent", "keepalived", part,
        "--secret", "s", "--balancer-node", "b", "--port", "1", "--run-directory", _directory.Path,
    ];

    /// <summary>Kubernetes makes one dollar sign of two in a container's command (Kubernetes, "Define a Command and Arguments for a Container").</summary>
    private static IEnumerable<string> AsKubernetesRunsIt(IEnumerable<string> command) => command.Select(word => word.Replace("$$", "$", StringComparison.Ordinal));

    public void Launch()
    {
        Stage();
        Start();
    }

    public Task BecomeMasterAsync()
    {
        Stage();
        return StartAsMasterAsync();
    }

    /// <summary>With what has been staged.</summary>
    public async Task StartAsMasterAsync()
    {
        Start();
        await Eventually.Is(() => System.IO.File.Exists(Paths.VrrpPidFile), "keepalived to run");
        TrackFile.Write(healthy: true);
        await Eventually.Is(() => HoldsAddress, "the address");
    }

    /// <summary>Another node's keepalived, of a higher priority.</summary>
    public void StartOther(NetworkNamespace node)
    {
        System.IO.File.WriteAllText(_directory.In("other.conf"), """
            global_defs {
                vrrp_version 3
            }
            vrrp_instance mail {
                state BACKUP
                interface eth0
                virtual_router_id 101
                priority 200
                advert_int 0.2
                virtual_ipaddress {
                    10.9.0.100/24
                }
            }
            """);
        Started(node.Start(
            _directory.In("other.log"),
            "keepalived", "--dont-fork", "--log-console", "--vrrp", "-f", _directory.In("other.conf"), "-p", _directory.In("other.pid"), "-r", _directory.In("other-vrrp.pid")));
    }

    /// <summary>Both processes at once, as when a container is killed.</summary>
    public void Kill()
    {
        var (parent, child) = Pids();
        // the child takes its parent's death for SIGTERM and would take the address off before it is killed too
        Signal(["-STOP", child], ["-KILL", parent], ["-KILL", child]);
    }

    public void Freeze()
    {
        var (parent, child) = Pids();
        Signal(["-STOP", parent], ["-STOP", child]);
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        Node.Dispose();
        _directory.Dispose();
    }

    private (string Parent, string Child) Pids() => (System.IO.File.ReadAllText(Paths.KeepalivedPidFile).Trim(), System.IO.File.ReadAllText(Paths.VrrpPidFile).Trim());

    private static void Signal(params string[][] commands)
    {
        foreach (var arguments in commands)
        {
            using var kill = Process.Start("kill", arguments);
            kill.WaitForExit();
        }
    }

    private Process Started(Process process)
    {
        _processes.Add(process);
        return process;
    }
}
