using System.Text.Json.Serialization;

namespace ExchangeHA.Balancing.Api;

/// <summary>A version of TLS, by the names that Kubernetes gives them.</summary>
[JsonConverter(typeof(LenientEnumConverter<TlsVersion>))]
public enum TlsVersion
{
    /// <summary>TLS 1.2 (RFC 5246). Older ones are not offered: Debian's OpenSSL refuses them.</summary>
    VersionTLS12,

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    VersionTLS13,
}
