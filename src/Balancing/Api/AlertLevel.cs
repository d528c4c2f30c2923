using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>syslog's levels, the most severe first.</summary>
[JsonConverter(typeof(LenientEnumConverter<AlertLevel>))]
public enum AlertLevel
{
    Emerg,

    Alert,

    Crit,

    Err,

    Warning,

    Notice,

    Info,

    Debug,
}
