using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ExchangeHA.Agent.Configuration;
using ExchangeHA.Agent.Haproxy;
using ExchangeHA.Balancing.Planning;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>A real haproxy on loopback ports, started as its container starts it, with what the agent has around it.</summary>
internal sealed class RealHaproxy : IDisposable
{
    private readonly List<Process> _processes = [];

    public RealHaproxy(long fileLimit = 20_000)
    {
        States = new(new HaproxySocket(Paths.AdminSocket), Paths.ServerStateFile, NullLogger<ServerStateKeeper>.Instance);
        Daemon = new(Paths, fileLimit, States, TimeProvider.System, NullLogger<HaproxyDaemon>.Instance);
        Store = new(Paths.RunningHaproxyFile);
        Admin = new(Paths.AdminSocket);
        States.Ensure();
    }

    public TemporaryDirectory Directory { get; } = new();

    public AgentPaths Paths => Directory.Paths;

    public ServerStateKeeper States { get; }

    public HaproxyDaemon Daemon { get; }

    public ConfigurationStore Store { get; }

    public HaproxySocket Admin { get; }

    public int HealthPort { get; } = FreePort();

    public int ServicePort { get; } = FreePort();

    public Process Process => _processes[^1];

    public ConfigurationApplier NewApplier() => new(Daemon, Store, NullLogger<ConfigurationApplier>.Instance);

    /// <summary>A configuration with one service.</summary>
    public WantedConfiguration File(string servers, string more = "", int? servicePort = null, string addresses = "192.0.2.1/32")
    {
        var text = $$"""
            # exchange-ha: made for ExchangeBalancer exchange/mail, datacenter dc1; changes here are overwritten
            # virtual-addresses: {{addresses}}
            # health-port: {{HealthPort}}
            global
                maxconn 100000
                stats socket {{Paths.AdminSocket}} mode 600 level admin expose-fd listeners
                server-state-file {{Paths.ServerStateFile}}
            defaults
                mode tcp
                load-server-state-from-file global
                timeout connect 1s
                timeout client 1m
                timeout server 1m
                timeout check 300ms
            frontend exchange-ha-health
                mode http
                bind 127.0.0.1:{{HealthPort}}
                http-request return status 200 if { path /livez }
                http-request return status 410 if !{ srv_is_up(exchange-ha-gate/gate) }
                http-request return status 503 if { nbsrv(https) lt 1 }
                http-request return status 200 if { path /healthz }
            backend exchange-ha-gate
                server gate 127.0.0.1:1
            frontend https
                bind 127.0.0.1:{{servicePort ?? ServicePort}}
                default_backend https
            backend https
                {{servers}}
            {{more}}

            """;
        return new(text, Revision.Of(text));
    }

    public void Stage(WantedConfiguration file)
    {
        Store.Stage(new(Daemon.Prepare(file.Text), file.Revision), file.Files);
        Store.Swap();
    }

    public void Start() =>
        _processes.Add(Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", $"exec haproxy -W -db -S {Paths.MasterSocket},level,admin -f {Paths.RunningHaproxyFile} >>{Directory.In("log")} 2>&1 </dev/null"]))!);

    public async Task<ConfigurationApplier> RunAsync(WantedConfiguration file)
    {
        Stage(file);
        Start();
        var applier = NewApplier();
        await applier.RecoverAsync(default);
        applier.Running.ShouldNotBeNull(System.IO.File.ReadAllText(Directory.In("log")));
        return applier;
    }

    public Task<int> HealthAsync(string path = "/healthz") => Probes.HttpStatusProbe.AskAsync(HealthPort, path, TimeSpan.FromSeconds(5), default);

    public async Task<string> StatusAsync(string server) =>
        ServerStatistics.Parse(await Admin.SendAsync("show stat", TimeSpan.FromSeconds(5), default)).Single(status => status.Name == server) is var found ? $"{found.State} {found.Reason}".Trim() : "";

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
