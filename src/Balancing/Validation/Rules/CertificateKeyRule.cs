using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The key is the certificate's, and one that haproxy takes.</summary>
public sealed class CertificateKeyRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) =>
    [
        .. BridgedCertificates.Flawed(snapshot, CertificateFlaw.KeyOfAnother).Select(flawed => Findings.Error(
            flawed.Path, $"In the Secret {Findings.Quote(flawed.Name)} the key in tls.key does not belong to the first certificate in tls.crt.", "Store the key of that certificate, and the server's own certificate before those of its authorities.")),
        .. BridgedCertificates.Flawed(snapshot, CertificateFlaw.KeyTooShort).Select(flawed => Findings.Error(
            flawed.Path, $"The key in the Secret {Findings.Quote(flawed.Name)} is too short: haproxy refuses it.", "Have a certificate made for an RSA key of 2048 bits or more, or for ECDSA with P-256.")),
    ];
}
