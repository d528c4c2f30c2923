using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Bench.Fleet;

namespace ExchangeHA.Bench.Traffic;

/// <summary>What is compared: the recipe's own configuration, and the one that a resource comes to, before the same two servers.</summary>
internal static class Balancers
{
    public const string RecipeAddress = "127.31.0.1";

    private static readonly string RecipeFile = Path.Combine("tests", "cluster", "pair", "haproxy.cfg");

    /// <summary>The recipe's, but for where it runs: an address of its own, in the foreground, the servers of this run, what it logs to its output.</summary>
    public static string Recipe()
    {
        var text = File.ReadAllText(RecipeFile);
        (string From, string To)[] changes =
        [
            ("    log /dev/log local0\n", "    log stdout format raw local0\n"),
            ("    log /dev/log local1 notice\n", ""),
            ("    chroot /var/lib/haproxy\n", ""),
            ("    stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners\n", ""),
            ("    user haproxy\n    group haproxy\n    daemon\n", ""),
            ("    bind *:443 name https\n", $"    bind {RecipeAddress}:443 name https\n"),
            ("    bind *:8080\n", $"    bind {RecipeAddress}:8080\n"),
            ("exch1.domain.com:443", $"{TlsServers.Addresses[0]}:443"),
            ("exch2.domain.com:443", $"{TlsServers.Addresses[1]}:443"),
            ("smtp.domain.com:25", $"{RecipeAddress}:25"),
        ];
        foreach (var (from, to) in changes)
        {
            if (!text.Contains(from, StringComparison.Ordinal))
                throw new InvalidOperationException($"{RecipeFile} holds no '{from.Trim()}'.");
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>The recipe's resource, at an address of its own, its files in the directory.</summary>
    public static string Generated(string directory, string address, AffinitySpec affinity)
    {
        const string Zone = "topology.kubernetes.io/zone";
        var spec = new ExchangeBalancerSpec
        {
            Vip = new VipSpec { Addresses = [$"{address}/8"], VirtualRouterID = 101 },
            Services = [new ServiceSpec { Name = "https", Port = 443, Affinity = affinity }],
            // within this machine's limit of open files
            Limits = new LimitsSpec { MaxConnections = 2000 },
            HealthCheck = new HealthCheckSpec { Host = TlsServers.Host, Verify = CertificateVerification.None, Protocols = [ExchangeProtocol.ews] },
            Datacenters =
            [
                new DatacenterSpec
                {
                    Name = "dc1",
                    Priority = 101,
                    Interface = "lo",
                    NodeSelector = new Dictionary<string, string>(StringComparer.Ordinal) { [Zone] = "dc1" },
                    Backends = [.. TlsServers.Addresses.Select((server, index) => new BackendSpec { Name = $"exch{index + 1}", Host = server })],
                },
            ],
        };
        var plan = Planner.Plan(FleetObjects.Snapshot(new ExchangeBalancer { Metadata = new() { Name = "mail", Namespace = FleetObjects.Namespace }, Spec = spec }, []));
        var own = Path.Combine(directory, address);
        Directory.CreateDirectory(own);
        File.WriteAllText(Path.Combine(own, "servers.state"), "1\n");
        var text = ConfigurationRenderer.Render(plan).Haproxy["dc1"].Text.Reveal.Replace(Names.RunDirectory, own, StringComparison.Ordinal);
        // ports of the loopback that another run may have
        return text.Replace("127.0.0.1:", $"{address}:", StringComparison.Ordinal);
    }
}
