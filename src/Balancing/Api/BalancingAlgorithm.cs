using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>How new connections are spread (haproxy configuration manual, <c>balance</c>).</summary>
[JsonConverter(typeof(LenientEnumConverter<BalancingAlgorithm>))]
public enum BalancingAlgorithm
{
    /// <summary>In turn, by weight.</summary>
    RoundRobin,

    /// <summary>To the server with the fewest connections.</summary>
    LeastConnections,

    /// <summary>By a hash of the client's address.</summary>
    Source,
}
