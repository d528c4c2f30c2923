using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Balancing.Validation;

namespace ExchangeHA.Balancing.Tests.Validation;

/// <summary>A cluster that holds one datacenter of the resource.</summary>
public sealed class OwnDatacenterRulesTests
{
    private readonly ClusterSnapshot _snapshot = ValidationSamples.Snapshot() with { Datacenter = "dc2" };

    [Fact]
    public void The_others_nodes_are_not_missed()
    {
        var snapshot = _snapshot with { Nodes = [_snapshot.Nodes[1]] };

        Validator.Validate(snapshot).ShouldBeEmpty();
        Validator.Validate(snapshot with { Datacenter = null }).ShouldBeOnly("spec.datacenters[0].nodeSelector", "no node", Severity.Warning);
    }

    [Fact]
    public void Every_cluster_may_label_its_nodes_alike()
    {
        foreach (var datacenter in _snapshot.Balancer.Spec.Datacenters)
            datacenter.NodeSelector = new Dictionary<string, string>(StringComparer.Ordinal) { ["topology.kubernetes.io/zone"] = "dc2" };

        Validator.Validate(_snapshot).ShouldBeEmpty();
        Planner.Plan(_snapshot).Datacenters.ShouldHaveSingleItem().Nodes.Select(node => node.Name).ShouldBe(["node-b"]);
    }

    [Fact]
    public void A_resource_without_it() =>
        Validator.Validate(_snapshot with { Datacenter = "dc3" }).ShouldBeOnly("spec.datacenters", "dc3");

    [Fact]
    public void By_unicast_the_others_routers_have_to_be_named()
    {
        var spec = _snapshot.Balancer.Spec;
        spec.Vip.Transport = VrrpTransport.Unicast;
        var node = _snapshot.Nodes[1];
        node.Status = new Kubernetes.Models.V1NodeStatus { Addresses = [new Kubernetes.Models.V1NodeAddress { Type = "InternalIP", Address = "172.30.129.12" }] };

        Validator.Validate(_snapshot).ShouldBeOnly("spec.datacenters[0].peers", "another cluster");
        // each cluster gets the same resource, which names the routers of both
        (spec.Datacenters[0].Peers, spec.Datacenters[1].Peers) = (["172.30.129.11"], ["172.30.129.12"]);
        Validator.Validate(_snapshot).ShouldBeEmpty();
        Planner.Plan(_snapshot).Datacenters.Single().Nodes.Single().Peers.Select(peer => peer.ToString()).ShouldBe(["172.30.129.11"]);
    }

    [Fact]
    public void The_others_servers_may_be_backups_here()
    {
        _snapshot.Balancer.Spec.RemoteBackends = RemoteBackends.Backup;

        Planner.Plan(_snapshot).Datacenters.Single().Servers.Select(server => (server.Name, server.IsBackup)).ShouldBe([("exch3", false), ("exch4", false), ("exch1", true), ("exch2", true)]);
    }
}
