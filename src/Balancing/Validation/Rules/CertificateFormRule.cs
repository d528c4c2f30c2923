using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Certificate and key are PEM that can be read.</summary>
public sealed class CertificateFormRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) =>
    [
        .. BridgedCertificates.Flawed(snapshot, CertificateFlaw.CertificateUnreadable).Select(flawed => Findings.Error(
            flawed.Path, $"The Secret {Findings.Quote(flawed.Name)} holds no certificate in tls.crt that can be read.", "Store it as PEM, -----BEGIN CERTIFICATE----- and so on; of a .pfx, what openssl pkcs12 -nokeys makes of it.")),
        .. BridgedCertificates.Flawed(snapshot, CertificateFlaw.KeyUnreadable).Select(flawed => Findings.Error(
            flawed.Path, $"The Secret {Findings.Quote(flawed.Name)} holds no key in tls.key that can be read.", "Store an RSA or ECDSA key as PEM, without a password; of a .pfx, what openssl pkcs12 -nocerts -nodes makes of it.")),
    ];
}
