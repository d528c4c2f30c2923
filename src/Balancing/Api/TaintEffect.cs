using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>What a taint does.</summary>
[JsonConverter(typeof(LenientEnumConverter<TaintEffect>))]
public enum TaintEffect
{
    NoSchedule,

    PreferNoSchedule,

    NoExecute,
}
