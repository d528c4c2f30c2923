using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>No affinity by TLS session id where TLS ends at the balancer: the session is the balancer's own and leads to no server.</summary>
[Cel(typeof(ServiceSpec), null, "!has(self.bridging) || self.affinity.type != 'TLSSessionID'", "With bridging TLS ends at the balancer, so its session id leads to no server: write affinity.type None or Source.")]
public sealed class BridgingAffinityRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Services
        .Select((service, index) => (Service: service, Path: $"spec.services[{index}].affinity.type"))
        .Where(entry => entry.Service is { Bridging: not null, Affinity.Type: AffinityType.TLSSessionID })
        .Select(entry => Findings.Error(entry.Path, "With bridging TLS ends at the balancer, so its session id leads to no server.", "Write None: a connection keeps its server anyway; or Source."));
}
