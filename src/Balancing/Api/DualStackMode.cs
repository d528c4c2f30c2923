using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>How addresses of both families move together; without both it does nothing.</summary>
[JsonConverter(typeof(LenientEnumConverter<DualStackMode>))]
public enum DualStackMode
{
    /// <summary>Each family has a virtual router of its own, both in one group that changes as a whole.</summary>
    SyncGroup,

    /// <summary>IPv4 alone carries the advertisements, and the IPv6 addresses follow it: for networks whose nodes reach each other by IPv4 only.</summary>
    OneRouter,
}
