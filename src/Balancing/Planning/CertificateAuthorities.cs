using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Certificates that others are verified by.</summary>
public static class CertificateAuthorities
{
    /// <summary>The certificates in a text, and nothing else of it: a key that lies beside them in a Secret has no business on the nodes. Null when there is none, or one cannot be read.</summary>
    public static string? Read(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return certificates.Count == 0 ? null : certificates.ExportCertificatePems() + "\n";
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }
}
