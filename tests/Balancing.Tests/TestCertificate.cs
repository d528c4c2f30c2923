using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Tests;

/// <summary>A certificate with its key, made for one test.</summary>
/// <param name="Pem">The certificate.</param>
/// <param name="Key">PKCS #8.</param>
internal sealed record TestCertificate(string Pem, string Key)
{
    /// <param name="bits">Of an RSA key; ECDSA with P-256 without.</param>
    public static TestCertificate Of(DateTimeOffset notBefore, DateTimeOffset notAfter, int? bits = null)
    {
        using AsymmetricAlgorithm key = bits is { } size ? RSA.Create(size) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest("CN=mail.domain.com", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=mail.domain.com", (ECDsa)key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(notBefore, notAfter);
        return new(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A year around a moment.</summary>
    public static TestCertificate Around(DateTimeOffset now, int? bits = null) => Of(now.AddDays(-65), now.AddDays(300), bits);

    public V1Secret ToSecret() => Secret(Pem, Key);

    public static V1Secret Secret(string? certificate, string? key)
    {
        var data = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (certificate is not null)
            data["tls.crt"] = Encoding.UTF8.GetBytes(certificate);
        if (key is not null)
            data["tls.key"] = Encoding.UTF8.GetBytes(key);
        return new V1Secret { Type = "kubernetes.io/tls", Data = data };
    }
}
