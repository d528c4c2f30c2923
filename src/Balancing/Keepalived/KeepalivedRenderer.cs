using System.Text;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>Writes keepalived.conf of one node, for keepalived 2.2 and 2.3.</summary>
public static class KeepalivedRenderer
{
    public static string Render(BalancerPlan plan, DatacenterPlan datacenter, NodePlan node)
    {
        var header = new ConfigurationHeader
        {
            Balancer = plan.Name,
            Datacenter = datacenter.Name,
            Node = node.Name,
            VirtualAddresses = plan.Router.Addresses,
            HealthPort = plan.Ports.Health,
            InterfaceNetwork = datacenter.InterfaceNetwork,
            StandDown = node.StandsDown,
            GivesWayTo = node.GivesWayTo,
        };
        var instances = InstancePlan.Of(plan);
        var body = KeepalivedText.Sections(
        [
            GlobalSection.Of(plan, node),
            TrackFileSection.Definition,
            SyncGroupSection.Of(plan, instances),
            .. instances.Select(instance => InstanceSection.Of(plan, datacenter, node, instance, isAlone: instances.Length == 1)),
        ]);
        var text = $"{header.Render()}\n{body}\n";
        return text.Split('\n').All(line => Encoding.UTF8.GetByteCount(line) <= KeepalivedQuoting.LongestLine)
            ? text
            : throw new ConfigurationValueException("more than fits a line of keepalived");
    }
}
