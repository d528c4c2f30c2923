using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>What a service speaks.</summary>
[JsonConverter(typeof(LenientEnumConverter<ServiceProtocol>))]
public enum ServiceProtocol
{
    /// <summary>Exchange's web protocols; checked by their health pages.</summary>
    HTTPS,

    /// <summary>No server: the balancer itself answers each request by sending the client to HTTPS.</summary>
    HTTP,

    /// <summary>Mail transport (25) and submission (587); checked by EHLO.</summary>
    SMTP,

    /// <summary>IMAP that begins without TLS (143); checked by its greeting.</summary>
    IMAP,

    /// <summary>IMAP over TLS (993); checked by its greeting.</summary>
    IMAPS,

    /// <summary>POP3 that begins without TLS (110); checked by its greeting.</summary>
    POP3,

    /// <summary>POP3 over TLS (995); checked by its greeting.</summary>
    POP3S,

    /// <summary>Anything; checked by connecting.</summary>
    TCP,
}
