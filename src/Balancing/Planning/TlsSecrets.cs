using System.Text;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The Secrets of type <c>kubernetes.io/tls</c> that a balancer shows to clients.</summary>
public static class TlsSecrets
{
    /// <summary>The keys of such a Secret (Kubernetes, "Secrets", TLS Secrets).</summary>
    public const string CertificateKey = "tls.crt";
    public const string PrivateKey = "tls.key";

    /// <summary>The names of those that a balancer refers to, each once, sorted.</summary>
    public static IEnumerable<string> NamesOf(ExchangeBalancerSpec? spec) =>
        (spec?.Services ?? []).SelectMany(service => service?.Bridging?.Certificates ?? [])
            .Select(certificate => certificate?.Name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>What the Secret of a name holds; nothing and no flaw where it or a key of it is missing.</summary>
    public static (ServerCertificate? Certificate, CertificateFlaw Flaw) Read(ClusterSnapshot snapshot, string name) =>
        snapshot.Secrets.TryGetValue(name, out var secret) && TextOf(secret, CertificateKey) is { } certificates && TextOf(secret, PrivateKey) is { } key
            ? ServerCertificate.Read(name, certificates, key)
            : (null, CertificateFlaw.None);

    /// <summary>PEM is ASCII; whatever else there is, is no PEM.</summary>
    private static string? TextOf(V1Secret secret, string key) => secret.Data?.TryGetValue(key, out var value) == true ? Encoding.UTF8.GetString(value) : null;
}
