using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>In each active datacenter a server takes new connections; without one its nodes give the address away, and the last such datacenter serves nobody.</summary>
public sealed class ServingRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        // the others' servers stand in
        if (spec.RemoteBackends is RemoteBackends.Backup && spec.Datacenters.Exists(Serves))
            yield break;
        for (var index = 0; index < spec.Datacenters.Count; index++)
        {
            var datacenter = spec.Datacenters[index];
            if (datacenter.State is DatacenterState.Active && !Serves(datacenter))
                yield return Findings.Warning($"spec.datacenters[{index}].backends", "No server here takes new connections: each is in Drain or Maintenance.", "Make one Ready, or say by the datacenter's state that it is to stand down.");
        }
    }

    private static bool Serves(DatacenterSpec datacenter) => datacenter.Backends.Exists(backend => backend.State is BackendState.Ready);
}
