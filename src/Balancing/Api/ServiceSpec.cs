using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A port that is served at the virtual address.</summary>
public sealed record ServiceSpec
{
    /// <summary>The service's name, and haproxy's name of its frontend and backend.</summary>
    [Required, Length(1, 20), Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>The port at the virtual address.</summary>
    [Required, ValueRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The port of the servers. Default: the same.</summary>
    [ValueRange(1, 65535)]
    public int? TargetPort { get; set; }

    /// <summary>What is spoken: it decides how the servers are checked. Connections are passed through unchanged, but HTTP's, which are sent to HTTPS, and those with <c>bridging</c>.</summary>
    public ServiceProtocol Protocol { get; set; } = ServiceProtocol.HTTPS;

    /// <summary>Whether a client comes back to the same server.</summary>
    [SchemaDefault("{}")]
    public AffinitySpec Affinity { get; set; } = new();

    /// <summary>The networks that clients may come from, as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>; absent: every one.</summary>
    [ListSet, Items(0, 64), Length(2, 49), Pattern("^[0-9a-fA-F:.]+(/[0-9]{1,3})?$")]
    public List<string> AllowedClients { get; set; } = [];

    /// <summary>Connections at once; more wait to be accepted. Default: <c>limits.maxConnections</c>.</summary>
    [ValueRange(1, 2_000_000)]
    public int? MaxConnections { get; set; }

    /// <summary>How many connections one client may open; absent: any number.</summary>
    public ConnectionRateSpec? ConnectionRate { get; set; }

    /// <summary>Whether servers are told the client's address. Only with protocol TCP: Exchange does not speak it.</summary>
    public ProxyProtocol ProxyProtocol { get; set; } = ProxyProtocol.None;

    /// <summary>TLS that ends at the balancer, with a pool of servers for each Exchange protocol. Only with protocol HTTPS; absent: connections are passed through unchanged.</summary>
    public BridgingSpec? Bridging { get; set; }
}
