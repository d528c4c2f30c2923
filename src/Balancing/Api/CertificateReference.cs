using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A certificate with its key, in a Secret of type <c>kubernetes.io/tls</c> in the balancer's namespace. A renewed one is taken over by itself, without a reload.</summary>
public sealed record CertificateReference
{
    /// <summary>The Secret's name. It holds in <c>tls.crt</c> the certificate, after it those of the authorities in between, and in <c>tls.key</c> the key, RSA of 2048 bits at least or ECDSA, both as PEM.</summary>
    [Required, Length(1, 100), Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    public string Name { get; set; } = "";
}
