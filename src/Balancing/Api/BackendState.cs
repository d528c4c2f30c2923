using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>Whether a server takes part.</summary>
[JsonConverter(typeof(LenientEnumConverter<BackendState>))]
public enum BackendState
{
    /// <summary>It serves.</summary>
    Ready,

    /// <summary>It keeps its connections and gets no new ones.</summary>
    Drain,

    /// <summary>It gets none and is not checked.</summary>
    Maintenance,
}
