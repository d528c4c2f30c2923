using System.Net;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Bridged requests carry passwords, so it matters which server gets them: it is verified, and by a name.</summary>
[Cel(typeof(ExchangeBalancerSpec), null, "!self.services.exists(service, has(service.bridging)) || self.healthCheck.verify == 'None' || has(self.healthCheck.sni) || has(self.healthCheck.host) || self.datacenters.all(datacenter, datacenter.backends.all(backend, !backend.host.contains(':') && !backend.host.matches('^[0-9.]+$')))",
    "With bridging each server is verified by its name: write names in backends, or healthCheck.host.")]
public sealed class BridgingVerificationRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        if (!spec.Services.Exists(service => service.Bridging is not null))
            return [];
        if (spec.HealthCheck.Verify == CertificateVerification.None)
            return [Findings.Warning("spec.healthCheck.verify", "With bridging the requests, and the passwords in them, go to whoever answers at a server's address.", "Name the servers' authority in spec.healthCheck.ca and write Required.")];
        if (spec.HealthCheck.Sni is not null || spec.HealthCheck.Host is not null)
            return [];
        return spec.Datacenters.SelectMany((datacenter, at) => datacenter.Backends
            .Select((backend, index) => (backend.Host, Path: $"spec.datacenters[{at}].backends[{index}].host"))
            .Where(backend => IPAddress.TryParse(backend.Host, out _))
            .Select(backend => Findings.Error(backend.Path, $"With bridging each server is verified by its name, and {backend.Host} is an address.", "Write the server's name, or the one in its certificate in spec.healthCheck.host.")));
    }
}
