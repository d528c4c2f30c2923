using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A datacenter: the nodes that balance there and the Exchange servers they balance to.</summary>
public sealed record DatacenterSpec
{
    /// <summary>The datacenter's name; part of the names of its objects.</summary>
    [Required, Length(1, 20), Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>The VRRP priority of its nodes: the highest healthy one holds the address.</summary>
    [Required, ValueRange(1, 254)]
    public int Priority { get; set; }

    /// <summary>The network interface of its nodes that carries the address and VRRP. Default: on each node the one that has an address in <c>interfaceNetwork</c>.</summary>
    [Length(1, 15), Pattern("^[a-zA-Z0-9][-a-zA-Z0-9_.]*$")]
    public string? Interface { get; set; }

    /// <summary>The network that tells the interface where nodes name theirs differently, as 172.30.129.0/24. Default: that of the first virtual address written with its network's length.</summary>
    [Length(4, 49), Pattern("^[0-9a-fA-F:.]+/[0-9]{1,3}$")]
    public string? InterfaceNetwork { get; set; }

    /// <summary>With unicast: the addresses of its virtual routers outside this cluster, as nodes of another cluster or a pair made by hand.</summary>
    [ListSet, Items(0, 16), Length(2, 45), Pattern("^[0-9a-fA-F:.]+$")]
    public List<string> Peers { get; set; } = [];

    /// <summary>Labels of the nodes that balance for this datacenter.</summary>
    [Required, Items(1, 16), Length(0, 63), Pattern("^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$")]
    public Dictionary<string, string> NodeSelector { get; set; } = [];

    /// <summary>Taints of the nodes that are tolerated.</summary>
    [Items(0, 16)]
    public List<TolerationSpec> Tolerations { get; set; } = [];

    /// <summary>Maintenance: its nodes stand down and hand the address over.</summary>
    public DatacenterState State { get; set; } = DatacenterState.Active;

    /// <summary>The Exchange servers.</summary>
    [Required, ListMap("name"), Items(1, 64)]
    public List<BackendSpec> Backends { get; set; } = [];
}
