using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Operator.Input;

/// <summary>Secrets for an input that leaves them to the cluster, as a repository should.</summary>
internal static class StandInSecrets
{
    /// <summary>What every missing password is taken for; of a length that VRRP carries.</summary>
    public const string Password = "stand-in";

    /// <summary>The given Secrets, and one with all the keys that the balancer asks for in place of each that is not there.</summary>
    public static ImmutableDictionary<string, V1Secret> Complete(ExchangeBalancerSpec spec, ImmutableDictionary<string, V1Secret> given)
    {
        var missing = SecretReferences.Of(spec).Where(reference => reference is { Name: not null, Key: not null } && !given.ContainsKey(reference.Name)).ToList();
        var authority = spec.HealthCheck.Ca?.SecretKeyRef;
        return given.AddRange(missing.GroupBy(reference => reference.Name, StringComparer.Ordinal).Select(secret => KeyValuePair.Create(secret.Key, new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = secret.Key },
            Data = Data(secret.Distinct(), authority),
        })));
    }

    private static Dictionary<string, byte[]> Data(IEnumerable<SecretKeySelector> references, SecretKeySelector? authority)
    {
        var (certificate, key) = Certificate();
        return references.ToDictionary(reference => reference.Key, reference => Encoding.ASCII.GetBytes(reference.Key switch
        {
            TlsSecrets.CertificateKey => certificate,
            TlsSecrets.PrivateKey => key,
            _ => reference == authority ? certificate : Password,
        }), StringComparer.Ordinal);
    }

    private static (string Certificate, string Key) Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Password}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
