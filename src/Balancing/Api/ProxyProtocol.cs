using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>Whether servers are told a client's address by the PROXY protocol (haproxy, "The PROXY protocol, versions 1 and 2").</summary>
[JsonConverter(typeof(LenientEnumConverter<ProxyProtocol>))]
public enum ProxyProtocol
{
    /// <summary>They see the balancer's address.</summary>
    None,

    /// <summary>By a line of text.</summary>
    V1,

    /// <summary>By a binary header.</summary>
    V2,
}
