using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Haproxy;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A service's name is that of its frontend and backend in haproxy: it must not be one of haproxy's own sections there.</summary>
[Cel(typeof(ServiceSpec), nameof(ServiceSpec.Name), $"!self.startsWith('{HaproxyRenderer.ReservedPrefix}')", "It begins as the sections that are made for haproxy itself do: choose another name, as https.")]
public sealed class ServiceNameRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot) => snapshot.Balancer.Spec.Services
        .Select((service, index) => (service.Name, Path: $"spec.services[{index}].name"))
        .Where(entry => entry.Name.StartsWith(HaproxyRenderer.ReservedPrefix, StringComparison.Ordinal))
        .Select(entry => Findings.Error(entry.Path, $"{Findings.Quote(entry.Name)} begins with {HaproxyRenderer.ReservedPrefix}, as the sections that are made for haproxy itself do.", "Choose another name, as https."));
}
