using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Api.Schema;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>Each datacenter has a priority of its own: with equal ones the higher interface address would decide who holds the address.</summary>
[Cel(typeof(ExchangeBalancerSpec), nameof(ExchangeBalancerSpec.Datacenters), "self.all(datacenter, self.exists_one(other, other.priority == datacenter.priority))", "Give each datacenter a priority of its own, the higher one to that which is to hold the address.")]
public sealed class PriorityRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var seen = new Dictionary<int, int>();
        var datacenters = snapshot.Balancer.Spec.Datacenters;
        for (var index = 0; index < datacenters.Count; index++)
        {
            var priority = datacenters[index].Priority;
            if (!seen.TryAdd(priority, index))
                yield return Findings.Error($"spec.datacenters[{index}].priority", $"{priority} is also spec.datacenters[{seen[priority]}].priority.", "Give the datacenter that is to hold the address the higher one.");
        }
    }
}
