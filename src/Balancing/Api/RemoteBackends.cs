using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>The use of other datacenters' servers.</summary>
[JsonConverter(typeof(LenientEnumConverter<RemoteBackends>))]
public enum RemoteBackends
{
    /// <summary>A datacenter serves from its own servers only.</summary>
    Never,

    /// <summary>The others' servers are the last resort.</summary>
    Backup,
}
