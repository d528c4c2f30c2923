using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>TLS that ends at the balancer, which reads the requests, sends each Exchange protocol to the servers that are healthy in it, and encrypts again to the servers.</summary>
public sealed record BridgingSpec
{
    /// <summary>The certificates that clients are shown: the one for the name that a client indicates, else the first. Extended Protection, the default of Exchange 2019 CU14 and later, wants the servers to have the same.</summary>
    [Required, ListMap("name"), Items(1, 8)]
    public List<CertificateReference> Certificates { get; set; } = [];

    /// <summary>The oldest version of TLS that clients may speak.</summary>
    public TlsVersion MinTLSVersion { get; set; } = TlsVersion.VersionTLS12;

    /// <summary>That browsers shall use HTTPS alone from then on (RFC 6797).</summary>
    [SchemaDefault("{}")]
    public StrictTransportSecuritySpec StrictTransportSecurity { get; set; } = new();

    /// <summary>Protocols that are closed to clients outside given networks, as ECP and PowerShell to those outside the company.</summary>
    [Items(0, 9)]
    public List<RestrictionSpec> Restrictions { get; set; } = [];
}
