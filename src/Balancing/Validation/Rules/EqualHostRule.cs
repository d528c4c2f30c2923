using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Two servers with the same host are one server, whose loss is the loss of both.</summary>
public sealed class EqualHostRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        // DNS knows no case (RFC 4343)
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var datacenters = snapshot.Balancer.Spec.Datacenters;
        for (var datacenter = 0; datacenter < datacenters.Count; datacenter++)
        {
            for (var index = 0; index < datacenters[datacenter].Backends.Count; index++)
            {
                var (path, host) = ($"spec.datacenters[{datacenter}].backends[{index}].host", datacenters[datacenter].Backends[index].Host);
                if (!seen.TryAdd(host, path))
                    yield return Findings.Warning(path, $"{Findings.Quote(host)} is also {seen[host]}: both are one server, and are lost together.", "Write the host of another server, or leave one of the two out.");
            }
        }
    }
}
