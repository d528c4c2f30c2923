using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The PROXY protocol only before servers that can speak it: Exchange takes its header for the client's first, broken line.</summary>
[Cel(typeof(ServiceSpec), null, "!has(self.proxyProtocol) || self.proxyProtocol == 'None' || self.protocol == 'TCP'", "Exchange does not speak the PROXY protocol: write proxyProtocol None; for another server than Exchange, protocol: TCP.")]
public sealed class ProxyProtocolRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Services
        .Select((service, index) => (Service: service, Path: $"spec.services[{index}].proxyProtocol"))
        .Where(entry => entry.Service is { ProxyProtocol: ProxyProtocol.V1 or ProxyProtocol.V2, Protocol: not ServiceProtocol.TCP })
        .Select(entry => Findings.Error(entry.Path, $"Exchange does not speak the PROXY protocol in {entry.Service.Protocol}.", "Write None; for another server than Exchange, protocol: TCP."));
}
