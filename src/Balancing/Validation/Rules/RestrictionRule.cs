using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A protocol is restricted once: who is of the networks of one restriction and not of another's would be neither in nor out.</summary>
[Cel(typeof(BridgingSpec), nameof(BridgingSpec.Restrictions), "self.all(restriction, restriction.protocols.all(protocol, self.exists_one(other, protocol in other.protocols)))", "Restrict each protocol once, with all its networks.")]
public sealed class RestrictionRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var services = snapshot.Balancer.Spec.Services;
        for (var at = 0; at < services.Count; at++)
        {
            var seen = new Dictionary<ExchangeProtocol, int>();
            var restrictions = services[at].Bridging?.Restrictions ?? [];
            foreach (var (protocol, index, item) in restrictions.SelectMany((restriction, index) => restriction.Protocols.Select((protocol, item) => (protocol, index, item))))
            {
                // twice in one list is the schema's
                if (!seen.TryAdd(protocol, index) && seen[protocol] != index)
                    yield return Findings.Error($"spec.services[{at}].bridging.restrictions[{index}].protocols[{item}]", $"{protocol} is restricted by restrictions[{seen[protocol]}], too.", "Name all its networks in one of them.");
            }
        }
    }
}
