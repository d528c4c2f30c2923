using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>A server's state as haproxy has it.</summary>
[JsonConverter(typeof(LenientEnumConverter<ServerState>))]
public enum ServerState
{
    /// <summary>It gets connections.</summary>
    Up,

    /// <summary>Its checks fail.</summary>
    Down,

    /// <summary>It gets no new connections.</summary>
    Drain,

    /// <summary>It gets none and is not checked.</summary>
    Maintenance,

    /// <summary>It has not been checked, or has no address.</summary>
    Unknown,
}
