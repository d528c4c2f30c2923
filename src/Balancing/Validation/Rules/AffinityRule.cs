using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A TLS session id only where TLS begins at once: the others' clients wait for the server to speak first, and haproxy would wait for the client's hello.</summary>
[Cel(typeof(ServiceSpec), null, "!(self.protocol in ['SMTP', 'IMAP', 'POP3']) || self.affinity.type != 'TLSSessionID'", "SMTP, IMAP and POP3 begin without TLS, so there is no session id: write affinity.type None or Source.")]
public sealed class AffinityRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Services
        .Select((service, index) => (Service: service, Path: $"spec.services[{index}].affinity.type"))
        .Where(entry => entry.Service is { Protocol: ServiceProtocol.SMTP or ServiceProtocol.IMAP or ServiceProtocol.POP3, Affinity.Type: AffinityType.TLSSessionID })
        .Select(entry => Findings.Error(entry.Path, $"{entry.Service.Protocol} begins without TLS, so there is no session id.", "Write None or Source."));
}
