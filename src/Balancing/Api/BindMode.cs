using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>Where services listen.</summary>
[JsonConverter(typeof(LenientEnumConverter<BindMode>))]
public enum BindMode
{
    /// <summary>On the virtual addresses.</summary>
    Addresses,

    /// <summary>On every address of the node.</summary>
    Wildcard,
}
