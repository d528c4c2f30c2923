using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The Secrets that a balancer refers to.</summary>
public static class SecretReferences
{
    /// <summary>May be asked of a resource with holes, too: those refer to nothing.</summary>
    public static IEnumerable<SecretKeySelector> Of(ExchangeBalancerSpec? spec) =>
    [
        .. new[] { spec?.Vip?.Authentication, spec?.Stats?.Authentication, spec?.HealthCheck?.Ca }.Select(reference => reference?.SecretKeyRef).OfType<SecretKeySelector>(),
        .. TlsSecrets.NamesOf(spec).SelectMany(name => new[] { TlsSecrets.CertificateKey, TlsSecrets.PrivateKey }, (name, key) => new SecretKeySelector { Name = name, Key = key }),
    ];
}
