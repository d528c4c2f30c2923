using ExchangeHA.Agent.Configuration;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Keepalived;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Agent.Tests.Support;

/// <summary>keepalived's file for one node, as the operator renders it, with the run directory of a test.</summary>
internal static class RenderedRouter
{
    public static WantedConfiguration File(VipSpec vip, AgentPaths paths, string? interfaceName = "eth0")
    {
        var spec = new ExchangeBalancerSpec
        {
            Vip = vip,
            Datacenters = [new DatacenterSpec { Name = "dc1", Priority = 101, Interface = interfaceName, NodeSelector = new() { ["zone"] = "dc1" }, Backends = [new BackendSpec { Name = "exch1", Host = "exch1" }] }],
        };
        var plan = Planner.Plan(new ClusterSnapshot
        {
            Balancer = new ExchangeBalancer { Metadata = new V1ObjectMeta { Name = "mail", Namespace = "exchange" }, Spec = spec },
            Nodes = [new V1Node { Metadata = new V1ObjectMeta { Name = "node-a", Labels = new Dictionary<string, string> { ["zone"] = "dc1" } } }],
            Now = DateTimeOffset.UnixEpoch,
        });
        var text = KeepalivedRenderer.Render(plan, plan.Datacenters[0], plan.Datacenters[0].Nodes[0]).Replace(Names.RunDirectory, paths.RunDirectory, StringComparison.Ordinal);
        return new(text, Revision.Of(text));
    }
}
