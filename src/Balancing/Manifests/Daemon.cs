using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>haproxy or keepalived of one datacenter of one balancer: a DaemonSet with its Secret and its rights.</summary>
public sealed record Daemon(string Namespace, string Balancer, string Datacenter, string Component)
{
    /// <summary>The name of each of its objects.</summary>
    public string Name => Names.Daemon(Balancer, Datacenter, Component);

    public static Daemon Haproxy(BalancerPlan plan, DatacenterPlan datacenter) => new(plan.Name.Namespace, plan.Name.Name, datacenter.Name, Names.Haproxy);

    public static Daemon Keepalived(BalancerPlan plan, DatacenterPlan datacenter) => new(plan.Name.Namespace, plan.Name.Name, datacenter.Name, Names.Keepalived);
}
