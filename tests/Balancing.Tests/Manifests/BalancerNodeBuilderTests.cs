using ExchangeHA.Balancing.Manifests;

namespace ExchangeHA.Balancing.Tests.Manifests;

public sealed class BalancerNodeBuilderTests
{
    [Fact]
    public void It_names_balancer_datacenter_and_node_and_leaves_the_status_to_the_agents()
    {
        var plan = Sample.Plan();
        var datacenter = plan.Datacenters[1];
        var node = BalancerNodeBuilder.Build(plan, datacenter, datacenter.Nodes[0], Sample.Owner);
        (node.Metadata.Name, node.Metadata.Namespace).ShouldBe(("mail-node-b", "exchange"));
        node.Metadata.OwnerReferences.ShouldBe([Sample.Owner]);
        node.Metadata.Labels!.ShouldBe(Labels.OfDatacenter("mail", "dc2"), ignoreOrder: true);
        (node.Spec.Balancer, node.Spec.Datacenter, node.Spec.Node).ShouldBe(("mail", "dc2", "node-b"));
        node.Status.ShouldBeNull();
    }
}
