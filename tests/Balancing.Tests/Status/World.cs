using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Manifests;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Status;
using ExchangeHA.Balancing.Validation;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests.Status;

/// <summary>Two datacenters with two nodes and two servers each, everything well and dc1/node-a holding the address; a test changes what it is about.</summary>
internal sealed class World
{
    public const string Time = "2026-01-01T12:00:00.000000Z";

    public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse("2026-01-01T12:10:00Z", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The only one in this cluster; null for all.</summary>
    public string? Datacenter { get; set; }

    public ExchangeBalancer Balancer { get; } = new()
    {
        Metadata = new V1ObjectMeta { Name = "mail", Namespace = "exchange", Uid = "uid-1", Generation = 3 },
        Spec = new ExchangeBalancerSpec
        {
            Vip = new VipSpec { Addresses = ["172.30.129.131/24"] },
            Datacenters =
            [
                new DatacenterSpec { Name = "dc1", Priority = 101, Interface = "eth0", NodeSelector = Zone("dc1"), Backends = [new BackendSpec { Name = "exch1", Host = "exch1" }, new BackendSpec { Name = "exch2", Host = "exch2" }] },
                new DatacenterSpec { Name = "dc2", Priority = 100, Interface = "eth0", NodeSelector = Zone("dc2"), Backends = [new BackendSpec { Name = "exch3", Host = "exch3" }, new BackendSpec { Name = "exch4", Host = "exch4" }] },
            ],
        },
    };

    public Dictionary<string, BalancerNode> Nodes { get; } = new[] { ("a", "dc1"), ("b", "dc1"), ("c", "dc2"), ("d", "dc2") }.ToDictionary(pair => pair.Item1, pair => Report(pair.Item1, pair.Item2), StringComparer.Ordinal);

    public Dictionary<string, V1Pod> Pods { get; } = new[] { ("a", "dc1"), ("b", "dc1"), ("c", "dc2"), ("d", "dc2") }
        .SelectMany(pair => new[] { Pod(pair.Item1, pair.Item2, "haproxy"), Pod(pair.Item1, pair.Item2, "keepalived") })
        .ToDictionary(pod => pod.Metadata.Name!, pod => pod, StringComparer.Ordinal);

    public Dictionary<string, DateTimeOffset> Leases { get; } = [];

    public Dictionary<string, V1Secret> Secrets { get; } = new(StringComparer.Ordinal);

    public List<Finding> Findings { get; } = [];

    public RenderedConfiguration Rendered { get; set; } = Render("new");

    public static RenderedConfiguration Render(string text) => new()
    {
        Haproxy = ImmutableSortedDictionary<string, ConfigurationFile>.Empty.Add("dc1", Haproxy("dc1", text)).Add("dc2", Haproxy("dc2", text)),
        Keepalived = ImmutableSortedDictionary<string, ImmutableArray<ConfigurationFile>>.Empty.Add("dc1", [Keepalived("a"), Keepalived("b")]).Add("dc2", [Keepalived("c"), Keepalived("d")]),
    };

    public Observation Observe() => Observation.Of(Snapshot());

    public RolloutState Rollout() => Balancing.Status.Rollout.Of(Observe(), Rendered);

    public ExchangeBalancerStatus Status() => StatusBuilder.Build(new StatusInput
    {
        Balancer = Balancer,
        Findings = [.. Findings],
        Observation = Observe(),
        Now = Now,
        Plan = Findings.Exists(finding => finding.Severity is Severity.Error) ? null : Planner.Plan(Snapshot()),
        Rollout = Findings.Exists(finding => finding.Severity is Severity.Error) ? null : Rollout(),
    });

    public V1Condition? Condition(string type) => Status().Conditions!.Find(condition => condition.Type == type);

    public void Unready(string node)
    {
        foreach (var pod in Pods.Values.Where(pod => pod.Spec!.NodeName == $"node-{node}"))
            pod.Status!.Conditions![0].Status = "False";
    }

    public void Server(string name, ServerState state, string reason)
    {
        foreach (var server in Nodes.Values.SelectMany(node => node.Status!.Haproxy!.Servers!).Where(server => server.Name == name))
        {
            server.State = state;
            server.Reason = reason;
        }
    }

    public void Vrrp(string node, VrrpState state, string since)
    {
        Nodes[node].Status!.Vrrp!.State = state;
        Nodes[node].Status!.Vrrp!.Since = since;
    }

    public ClusterSnapshot Snapshot() => new()
    {
        Balancer = Balancer,
        Datacenter = Datacenter,
        Nodes = [.. Nodes.Values.Select(node => new V1Node { Metadata = new V1ObjectMeta { Name = node.Spec.Node, Labels = Zone(node.Spec.Datacenter) } })],
        Reports = [.. Nodes.Values],
        Pods = [.. Pods.Values],
        Secrets = Secrets.ToImmutableDictionary(),
        NodeLeaseRenewals = Leases.ToImmutableDictionary(),
        Now = Now,
    };

    private static Dictionary<string, string> Zone(string datacenter) => new(StringComparer.Ordinal) { ["zone"] = datacenter };

    private static ConfigurationFile Haproxy(string datacenter, string text) => new("haproxy.cfg", new SensitiveText($"{datacenter} {text}"));

    private static ConfigurationFile Keepalived(string node) => new(Names.KeepalivedFile($"node-{node}"), new SensitiveText(node));

    private static BalancerNode Report(string node, string datacenter)
    {
        string[] servers = datacenter == "dc1" ? ["exch1", "exch2"] : ["exch3", "exch4"];
        return new BalancerNode
        {
            Metadata = new V1ObjectMeta { Name = $"mail-node-{node}", Namespace = "exchange" },
            Spec = new BalancerNodeSpec { Balancer = "mail", Datacenter = datacenter, Node = $"node-{node}" },
            Status = new BalancerNodeStatus
            {
                Haproxy = new HaproxyReport
                {
                    Pod = $"haproxy-{node}",
                    Revision = Haproxy(datacenter, "new").Revision,
                    Servers = [.. servers.SelectMany(server => new[] { "https", "smtp" }.Select(service => new ServerReport { Service = service, Name = server, State = ServerState.Up }))],
                },
                Vrrp = new VrrpReport { Pod = $"keepalived-{node}", Revision = Keepalived(node).Revision, State = node == "a" ? VrrpState.MASTER : VrrpState.BACKUP, Since = Time },
            },
        };
    }

    private static V1Pod Pod(string node, string datacenter, string component) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = $"{component}-{node}",
            Namespace = "exchange",
            Labels = Labels.OfDaemon(new Daemon("exchange", "mail", datacenter, component)),
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Names.TemplateHash] = "1" },
            OwnerReferences = [new V1OwnerReference { Kind = "DaemonSet", Name = Names.Daemon("mail", datacenter, component), Controller = true }],
        },
        Spec = new V1PodSpec { NodeName = $"node-{node}" },
        Status = new V1PodStatus { Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }] },
    };
}
