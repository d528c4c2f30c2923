using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A TLS session id only where TLS begins at once: the others' clients wait for the server to speak first, and haproxy would wait for the client's hello.</summary>
public sealed class AffinityRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Services
        .Select((service, index) => (Service: service, Path: $"spec.services[{index}].affinity.type"))
        .Where(entry => entry.Service is { Protocol: ServiceProtocol.SMTP or ServiceProtocol.IMAP or ServiceProtocol.POP3, Affinity.Type: AffinityType.TLSSessionID })
        .Select(entry => Findings.Error(entry.Path, $"{entry.Service.Protocol} begins without TLS, so there is no session id.", "Write None or Source."));
}
