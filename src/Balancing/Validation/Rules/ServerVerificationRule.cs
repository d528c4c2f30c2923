using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Who names authorities means to verify: beside them <c>verify: None</c> is a contradiction, and the unsafe half of it must not win.</summary>
[Cel(typeof(HealthCheckSpec), null, "!has(self.ca) || self.verify != 'None'", "With verify: None no certificate is verified, so ca has no meaning: leave one of the two out.")]
public sealed class ServerVerificationRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        if (snapshot.Balancer.Spec.HealthCheck is { Ca: not null, Verify: CertificateVerification.None })
            yield return Findings.Error("spec.healthCheck.ca", "With verify: None no certificate is verified, so authorities have no meaning.", "Leave one of the two out.");
    }
}
