using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ExchangeHA.EndToEnd.Tests;

/// <summary>The Secret <c>mail-tls</c> with a certificate for the name that clients use.</summary>
/// <param name="Fingerprint">SHA-256, as openssl prints it.</param>
internal sealed record TlsSecret(string Certificate, string Key, string Fingerprint)
{
    public string Manifest => $$"""
        apiVersion: v1
        kind: Secret
        metadata: {name: mail-tls, namespace: exchange}
        type: kubernetes.io/tls
        stringData:
          tls.crt: "{{Certificate.ReplaceLineEndings("\\n")}}\n"
          tls.key: "{{Key.ReplaceLineEndings("\\n")}}\n"

        """;

    public static TlsSecret New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.domain.com", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(365));
        var hash = certificate.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2", CultureInfo.InvariantCulture));
        return new TlsSecret(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), string.Join(':', hash));
    }
}
