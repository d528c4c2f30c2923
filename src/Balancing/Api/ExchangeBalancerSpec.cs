using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>The wished state of an <see cref="ExchangeBalancer"/>.</summary>
public sealed record ExchangeBalancerSpec
{
    /// <summary>The virtual address that clients use, and how the nodes agree by VRRP on who holds it.</summary>
    [Required]
    public VipSpec Vip { get; set; } = new();

    /// <summary>The ports that are served. Without any, HTTPS on 443.</summary>
    [ListMap("name"), Items(1, 16)]
    [SchemaDefault("""[{"name":"https","port":443,"protocol":"HTTPS"}]""")]
    public List<ServiceSpec> Services { get; set; } = [];

    /// <summary>How the health of each Exchange server is found out.</summary>
    [SchemaDefault("{}")]
    public HealthCheckSpec HealthCheck { get; set; } = new();

    /// <summary>How new connections are spread over the servers.</summary>
    public BalancingAlgorithm Balancing { get; set; } = BalancingAlgorithm.RoundRobin;

    /// <summary>How long a server that comes back gets less than its share of new connections; absent: it gets its share at once.</summary>
    [DurationRange("1s", "1h")]
    public Duration? SlowStart { get; set; }

    /// <summary>Bounds of what a node takes on.</summary>
    [SchemaDefault("{}")]
    public LimitsSpec Limits { get; set; } = new();

    /// <summary>How long haproxy waits for what.</summary>
    [SchemaDefault("{}")]
    public TimeoutsSpec Timeouts { get; set; } = new();

    /// <summary>Whether the other datacenters' servers are used when no local one is healthy.</summary>
    public RemoteBackends RemoteBackends { get; set; } = RemoteBackends.Never;

    /// <summary>The datacenters, each with its priority, its nodes and its Exchange servers.</summary>
    [Required, ListMap("name"), Items(1, 20)]
    public List<DatacenterSpec> Datacenters { get; set; } = [];

    /// <summary>Whether a datacenter's nodes share their stick tables; absent: each has its own.</summary>
    public PeersSpec? Peers { get; set; }

    /// <summary>haproxy's metrics for Prometheus; absent: none.</summary>
    public MetricsSpec? Metrics { get; set; }

    /// <summary>haproxy's statistics page; absent: none.</summary>
    public StatsSpec? Stats { get; set; }

    /// <summary>E-mail when a server goes down or up and when the address moves; absent: none.</summary>
    public AlertsSpec? Alerts { get; set; }
}
