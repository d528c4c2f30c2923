using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ExchangeHA.Balancing.Planning;

/// <summary>A certificate that clients are shown, with its key.</summary>
/// <param name="Name">The Secret's.</param>
/// <param name="NotBefore">When it begins.</param>
/// <param name="NotAfter">When it ends.</param>
/// <param name="File">Certificate, those of the authorities in between, and key, as haproxy reads them.</param>
public sealed record ServerCertificate(string Name, DateTimeOffset NotBefore, DateTimeOffset NotAfter, AuxiliaryFile File)
{
    // below these, OpenSSL refuses a key at the security level of Debian's (SSL_CTX_set_security_level(3), level 2)
    private const int ShortestRsaKey = 2048;
    private const int ShortestEcdsaKey = 224;

    /// <summary>Reads what a Secret of type <c>kubernetes.io/tls</c> holds. Only certificates and the one key are taken over, written anew: an empty line would end haproxy's command that carries them.</summary>
    /// <param name="name">The Secret's.</param>
    /// <param name="certificates">PEM of the server's certificate and those of the authorities in between.</param>
    /// <param name="key">PEM.</param>
    public static (ServerCertificate? Certificate, CertificateFlaw Flaw) Read(string name, string certificates, string key)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(certificates);
            return chain.Count == 0 ? (null, CertificateFlaw.CertificateUnreadable) : WithKey(name, chain, key);
        }
        catch (CryptographicException)
        {
            return (null, CertificateFlaw.CertificateUnreadable);
        }
        finally
        {
            foreach (var certificate in chain)
                certificate.Dispose();
        }
    }

    private static (ServerCertificate? Certificate, CertificateFlaw Flaw) WithKey(string name, X509Certificate2Collection chain, string pem)
    {
        using var key = Key(pem);
        if (key is null)
            return (null, CertificateFlaw.KeyUnreadable);
        if (!PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _).EncodedKeyValue.RawData.AsSpan().SequenceEqual(chain[0].PublicKey.EncodedKeyValue.RawData))
            return (null, CertificateFlaw.KeyOfAnother);
        if (key.KeySize < (key is RSA ? ShortestRsaKey : ShortestEcdsaKey))
            return (null, CertificateFlaw.KeyTooShort);
        var text = $"{chain.ExportCertificatePems()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
        return (new(name, new(chain[0].NotBefore.ToUniversalTime()), new(chain[0].NotAfter.ToUniversalTime()), AuxiliaryFile.OfCertificate(name, text)), CertificateFlaw.None);
    }

    private static AsymmetricAlgorithm? Key(string pem) => Imported(RSA.Create(), pem) ?? Imported(ECDsa.Create(), pem);

    private static AsymmetricAlgorithm? Imported(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            // one that came without its private half has nothing to export
            _ = key.ExportPkcs8PrivateKey();
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }
}
