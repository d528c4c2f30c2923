using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>What a service speaks.</summary>
[JsonConverter(typeof(LenientEnumConverter<ServiceProtocol>))]
public enum ServiceProtocol
{
    /// <summary>Exchange's web protocols; checked by their health pages.</summary>
    HTTPS,

    /// <summary>Mail transport; checked by EHLO.</summary>
    SMTP,

    /// <summary>Anything; checked by connecting.</summary>
    TCP,
}
