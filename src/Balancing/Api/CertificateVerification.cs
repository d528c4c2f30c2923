using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>Whether certificates are verified.</summary>
[JsonConverter(typeof(LenientEnumConverter<CertificateVerification>))]
public enum CertificateVerification
{
    /// <summary>By the authority and by the name.</summary>
    Required,

    /// <summary>Any certificate is taken.</summary>
    None,
}
