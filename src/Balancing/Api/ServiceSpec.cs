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

    /// <summary>What is spoken: it decides how the servers are checked. Connections are passed through unchanged.</summary>
    public ServiceProtocol Protocol { get; set; } = ServiceProtocol.HTTPS;

    /// <summary>Whether a client comes back to the same server.</summary>
    [SchemaDefault("{}")]
    public AffinitySpec Affinity { get; set; } = new();
}
