using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>haproxy on one node.</summary>
public sealed record HaproxyReport
{
    /// <summary>The pod that reports; the report counts while it is Ready.</summary>
    [Length(0, 253)]
    public string? Pod { get; set; }

    /// <summary>The revision of the configuration that runs, verified; see <c>Revision</c>.</summary>
    [Length(0, 64)]
    public string? Revision { get; set; }

    /// <summary>The first six digits of the revision.</summary>
    [Length(0, 6)]
    public string? Config { get; set; }

    /// <summary>The newest configuration, if the node refused it; the last good one goes on.</summary>
    public RefusedConfiguration? Refused { get; set; }

    /// <summary>Healthy servers of all servers, as <c>2/2</c>; a server counts when it is up in every service.</summary>
    [Length(0, 20)]
    public string? Backends { get; set; }

    /// <summary>Each server of each service as haproxy sees it.</summary>
    [ListMap("service", "name"), Items(0, 1024)]
    public List<ServerReport>? Servers { get; set; }

    /// <summary>The connections that the node's file limit allows, where they are fewer than asked for.</summary>
    public int? MaxConnections { get; set; }
}
