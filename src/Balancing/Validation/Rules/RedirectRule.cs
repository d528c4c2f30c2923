using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>HTTP has somewhere to send clients to, and nothing of what only servers need: a setting that does nothing is a mistake.</summary>
[Cel(typeof(ExchangeBalancerSpec), nameof(ExchangeBalancerSpec.Services), "!self.exists(service, service.protocol == 'HTTP') || self.exists(service, service.protocol == 'HTTPS')", "HTTP sends clients to HTTPS, and no service has that protocol: add one.")]
[Cel(typeof(ServiceSpec), null, "self.protocol != 'HTTP' || !has(self.targetPort)", "HTTP is answered by the balancer, so no server is asked: leave targetPort out.")]
[Cel(typeof(ServiceSpec), null, "self.protocol != 'HTTP' || self.affinity.type == 'None'", "HTTP is answered by the balancer, so no client has a server to come back to: write affinity.type None.")]
public sealed class RedirectRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var services = snapshot.Balancer.Spec.Services;
        var https = services.Exists(service => service.Protocol == ServiceProtocol.HTTPS);
        return services.SelectMany((service, index) => service.Protocol == ServiceProtocol.HTTP ? Check(service, $"spec.services[{index}]", https) : []);
    }

    private static IEnumerable<Finding> Check(ServiceSpec service, string path, bool https)
    {
        if (!https)
            yield return Findings.Error($"{path}.protocol", "HTTP sends clients to HTTPS, and no service has that protocol.", "Add a service of protocol HTTPS.");
        if (service.TargetPort is { } port)
            yield return Findings.Error($"{path}.targetPort", $"HTTP is answered by the balancer, so no server is asked at {port}.", "Leave it out.");
        if (service.Affinity.Type is AffinityType.Source or AffinityType.TLSSessionID)
            yield return Findings.Error($"{path}.affinity.type", "HTTP is answered by the balancer, so no client has a server to come back to.", "Write None.");
    }
}
