using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>How a toleration's value is compared.</summary>
[JsonConverter(typeof(LenientEnumConverter<TolerationOperator>))]
public enum TolerationOperator
{
    Equal,

    Exists,
}
