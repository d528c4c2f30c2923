using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The Secrets of the certificates exist and have the two keys of a <c>kubernetes.io/tls</c> Secret.</summary>
public sealed class CertificateSecretRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        foreach (var (path, name) in BridgedCertificates.References(snapshot))
        {
            if (!snapshot.Secrets.TryGetValue(name, out var secret))
            {
                yield return Findings.Error(path, $"The Secret {Findings.Quote(name)} does not exist in the balancer's namespace.", "Create it with kubectl create secret tls, or name another.");
                continue;
            }

            foreach (var key in new[] { TlsSecrets.CertificateKey, TlsSecrets.PrivateKey })
            {
                if (secret.Data?.ContainsKey(key) != true)
                    yield return Findings.Error(path, $"The Secret {Findings.Quote(name)} has no key {Findings.Quote(key)}.", "Name one of type kubernetes.io/tls.");
            }
        }
    }
}
