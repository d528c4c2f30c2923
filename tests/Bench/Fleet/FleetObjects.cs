using System.Globalization;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Bench.Fleet;

/// <summary>Made-up balancers, each with two nodes of its own, one in each datacenter.</summary>
internal static class FleetObjects
{
    public const string Namespace = "exchange";
    private const string Zone = "topology.kubernetes.io/zone";
    private const string Pool = "example.com/balancer";

    public static string NameOf(int index) => $"mail-{index:0000}";

    public static ExchangeBalancer Balancer(int index) => new()
    {
        Metadata = new V1ObjectMeta { Name = NameOf(index), Namespace = Namespace },
        Spec = new ExchangeBalancerSpec
        {
            Vip = new VipSpec { Addresses = [$"10.{index / 250}.{index % 250}.10/24"], VirtualRouterID = (index % 255) + 1 },
            Services = [new ServiceSpec { Name = "https", Port = 443, Protocol = ServiceProtocol.HTTPS }, new ServiceSpec { Name = "smtp", Port = 25, Protocol = ServiceProtocol.SMTP }],
            HealthCheck = new HealthCheckSpec { Host = "exchange.example.com", Protocols = [ExchangeProtocol.ews] },
            Datacenters = [Datacenter(index, "dc1", 101), Datacenter(index, "dc2", 100)],
        },
    };

    public static IEnumerable<V1Node> Nodes(int index) => [Node(index, "dc1", 11), Node(index, "dc2", 12)];

    public static ClusterSnapshot Snapshot(ExchangeBalancer balancer, IEnumerable<V1Node> nodes) => new() { Balancer = balancer, Nodes = [.. nodes], Now = DateTimeOffset.UnixEpoch };

    /// <summary>A balancer of many datacenters, each with a node.</summary>
    public static ClusterSnapshot Large(int datacenters, int servers, int services)
    {
        var balancer = Balancer(0);
        balancer.Spec.Services = [.. Enumerable.Range(0, services).Select(index => new ServiceSpec { Name = $"service-{index}", Port = 1000 + index, Protocol = (ServiceProtocol)(index % Enum.GetValues<ServiceProtocol>().Length) })];
        balancer.Spec.Datacenters = [.. Enumerable.Range(0, datacenters).Select(number =>
        {
            var datacenter = Datacenter(number, $"dc{number}", 200 - number);
            datacenter.Backends = [.. Enumerable.Range(0, servers).Select(server => new BackendSpec { Name = $"dc{number}-{server}", Host = $"dc{number}-{server}.example.com" })];
            return datacenter;
        })];
        return Snapshot(balancer, Enumerable.Range(0, datacenters).Select(number => Node(number, $"dc{number}", 11)));
    }

    private static DatacenterSpec Datacenter(int index, string name, int priority) => new()
    {
        Name = name,
        Priority = priority,
        Interface = "eth0",
        NodeSelector = new Dictionary<string, string>(StringComparer.Ordinal) { [Zone] = name, [Pool] = NameOf(index) },
        Backends = [new BackendSpec { Name = $"{name}-1", Host = $"{name}-1.example.com" }, new BackendSpec { Name = $"{name}-2", Host = $"{name}-2.example.com" }],
    };

    private static V1Node Node(int index, string datacenter, int host) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"node-{index:0000}-{datacenter}"),
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Zone] = datacenter, [Pool] = NameOf(index), ["kubernetes.io/os"] = "linux" },
        },
        Status = new V1NodeStatus { Addresses = [new V1NodeAddress { Type = "InternalIP", Address = $"10.{index / 250}.{index % 250}.{host}" }] },
    };
}
