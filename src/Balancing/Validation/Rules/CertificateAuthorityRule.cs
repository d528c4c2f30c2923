using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The authorities that the servers are verified by are certificates, and few enough to go into the Secret of the nodes (Kubernetes bounds one to 1 MiB).</summary>
public sealed class CertificateAuthorityRule : IRule
{
    private const int Largest = 256 * 1024;
    private const string Path = "spec.healthCheck.ca.secretKeyRef";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        if (snapshot.Balancer.Spec.HealthCheck.Ca is not { SecretKeyRef: var selector })
            yield break;
        var (value, missing) = SecretLookup.Of(selector, Path, snapshot);
        if (missing is not null)
            yield return missing;
        else if (SecretText.Of(value!) is not { } text || CertificateAuthorities.Read(text) is not { } certificates)
            yield return Findings.Error($"{Path}.key", $"The Secret {Findings.Quote(selector.Name)} holds no certificates in {Findings.Quote(selector.Key)}.", "Store the authority's certificate as PEM, -----BEGIN CERTIFICATE----- and so on.");
        else if (certificates.Length > Largest)
            yield return Findings.Error($"{Path}.key", $"The certificates in {Findings.Quote(selector.Name)} have {certificates.Length} bytes.", $"Store those that sign the servers' certificates alone, {Largest} bytes at most.");
    }
}
