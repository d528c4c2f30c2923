using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>A server's name is unique in the whole resource, not only in its datacenter: reports and remote backends go by it.</summary>
public sealed class BackendNameRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var seen = new Dictionary<string, (int Datacenter, string Path)>(StringComparer.Ordinal);
        var datacenters = snapshot.Balancer.Spec.Datacenters;
        for (var datacenter = 0; datacenter < datacenters.Count; datacenter++)
        {
            for (var index = 0; index < datacenters[datacenter].Backends.Count; index++)
            {
                var (path, name) = ($"spec.datacenters[{datacenter}].backends[{index}].name", datacenters[datacenter].Backends[index].Name);
                // within a datacenter the schema says it
                if (!seen.TryAdd(name, (datacenter, path)) && seen[name].Datacenter != datacenter)
                    yield return Findings.Error(path, $"{Findings.Quote(name)} is also {seen[name].Path}.", "Give each server a name of its own.");
            }
        }
    }
}
