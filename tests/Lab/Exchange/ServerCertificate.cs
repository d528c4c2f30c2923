using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ExchangeHA.Lab.Exchange;

/// <summary>A self-signed certificate for the server's own name and for the names that clients use.</summary>
internal static class ServerCertificate
{
    public static X509Certificate2 Create(string fullName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={fullName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in (string[])[fullName, "mail.domain.com", "exch2016.domain.com", "autodiscover.domain.com"])
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }
}
