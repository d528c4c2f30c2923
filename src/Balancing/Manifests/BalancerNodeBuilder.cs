using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>The object that a node's agents report into.</summary>
public static class BalancerNodeBuilder
{
    public static BalancerNode Build(BalancerPlan plan, DatacenterPlan datacenter, NodePlan node, V1OwnerReference owner) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = Names.BalancerNode(plan.Name.Name, node.Name),
            Namespace = plan.Name.Namespace,
            Labels = Labels.OfDatacenter(plan.Name.Name, datacenter.Name),
            OwnerReferences = [owner],
        },
        Spec = new BalancerNodeSpec { Balancer = plan.Name.Name, Datacenter = datacenter.Name, Node = node.Name },
    };
}
