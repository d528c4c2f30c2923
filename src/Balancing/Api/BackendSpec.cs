using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>An Exchange server.</summary>
public sealed record BackendSpec
{
    /// <summary>The server's name, unique in the resource; haproxy's name of it.</summary>
    [Required, Length(1, 32), Pattern("^[a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>A host name, resolved again as it changes, or an IP address.</summary>
    [Required, Length(1, 253), Pattern("^([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?|[0-9a-fA-F:.]+)$")]
    public string Host { get; set; } = "";

    /// <summary>Ready: serves. Drain: keeps its connections, gets no new ones. Maintenance: gets none and is not checked.</summary>
    public BackendState State { get; set; } = BackendState.Ready;

    /// <summary>Connections at once to this server, of each service, with bridging of each protocol; more wait in the queue. Absent: no bound.</summary>
    [ValueRange(1, 2_000_000)]
    public int? MaxConnections { get; set; }

    /// <summary>Its share of new connections, relative to the others'.</summary>
    [ValueRange(1, 256)]
    public int Weight { get; set; } = 100;
}
