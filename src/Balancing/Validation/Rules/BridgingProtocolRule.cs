using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Bridging where there are requests to read: in HTTPS.</summary>
[Cel(typeof(ServiceSpec), null, "!has(self.bridging) || self.protocol == 'HTTPS'", "Bridging reads HTTP inside TLS: leave bridging out, or for Exchange's web protocols write protocol: HTTPS.")]
public sealed class BridgingProtocolRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Services
        .Select((service, index) => (Service: service, Path: $"spec.services[{index}].bridging"))
        .Where(entry => entry.Service is { Bridging: not null, Protocol: not ServiceProtocol.HTTPS } && Enum.IsDefined(entry.Service.Protocol))
        .Select(entry => Findings.Error(entry.Path, $"Bridging reads HTTP inside TLS, which {entry.Service.Protocol} is not.", "Leave it out, or for Exchange's web protocols write protocol: HTTPS."));
}
