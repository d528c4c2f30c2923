using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A service's limit lies within that of all services, which is what the node was sized for.</summary>
[Cel(typeof(ExchangeBalancerSpec), null, "self.services.all(service, !has(service.maxConnections) || service.maxConnections <= self.limits.maxConnections)", "A service's maxConnections is more than limits.maxConnections: lower it, or raise that limit.")]
public sealed class ServiceLimitRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var most = snapshot.Balancer.Spec.Limits.MaxConnections;
        return snapshot.Balancer.Spec.Services
            .Select((service, index) => (service.MaxConnections, Path: $"spec.services[{index}].maxConnections"))
            .Where(entry => entry.MaxConnections > most)
            .Select(entry => Findings.Error(entry.Path, $"{entry.MaxConnections} is more than spec.limits.maxConnections, {most}.", $"Write at most {most}, or raise that limit."));
    }
}
