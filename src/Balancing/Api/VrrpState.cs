using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>A virtual router's state (RFC 9568, section 6.4; FAULT is keepalived's).</summary>
#pragma warning disable CA1707, IDE1006 // VRRP's own words
[JsonConverter(typeof(LenientEnumConverter<VrrpState>))]
public enum VrrpState
{
    /// <summary>Started, not yet decided.</summary>
    INIT,

    /// <summary>Another node holds the address.</summary>
    BACKUP,

    /// <summary>This node holds the address.</summary>
    MASTER,

    /// <summary>This node may not hold the address: no healthy server, or the interface is down.</summary>
    FAULT,
}
