using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Who names authorities means to verify: beside them <c>verify: None</c> is a contradiction, and the unsafe half of it must not win.</summary>
public sealed class ServerVerificationRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        if (snapshot.Balancer.Spec.HealthCheck is { Ca: not null, Verify: CertificateVerification.None })
            yield return Findings.Error("spec.healthCheck.ca", "With verify: None no certificate is verified, so authorities have no meaning.", "Leave one of the two out.");
    }
}
