using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>How advertisements travel.</summary>
[JsonConverter(typeof(LenientEnumConverter<VrrpTransport>))]
public enum VrrpTransport
{
    /// <summary>To 224.0.0.18 and ff02::12.</summary>
    Multicast,

    /// <summary>To each other node's address.</summary>
    Unicast,
}
