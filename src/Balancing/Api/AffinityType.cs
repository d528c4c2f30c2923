using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>What a client is recognized by.</summary>
[JsonConverter(typeof(LenientEnumConverter<AffinityType>))]
public enum AffinityType
{
    /// <summary>Nothing: each connection is balanced anew.</summary>
    None,

    /// <summary>Its address.</summary>
    Source,

    /// <summary>The TLS session id; random, so without effect, from TLS 1.3 on.</summary>
    TLSSessionID,
}
