using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>Whether a datacenter takes part.</summary>
[JsonConverter(typeof(LenientEnumConverter<DatacenterState>))]
public enum DatacenterState
{
    /// <summary>Its nodes hold the address when it is theirs.</summary>
    Active,

    /// <summary>Its nodes never hold the address.</summary>
    Maintenance,
}
