using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>Builds every object of a balancer from its plan and its files.</summary>
public static class ManifestBuilder
{
    public static ManifestSet Build(ExchangeBalancer balancer, BalancerPlan plan, RenderedConfiguration rendered, OperatorSettings settings)
    {
        var owner = Metadata.Owner(balancer);
        var daemons = plan.Datacenters.SelectMany(datacenter => new[] { Daemon.Haproxy(plan, datacenter), Daemon.Keepalived(plan, datacenter) }).ToList();
        return new ManifestSet
        {
            ServiceAccounts = [.. daemons.Select(daemon => ServiceAccountBuilder.Build(daemon, owner))],
            Roles = [.. daemons.Select(daemon => RoleBuilder.Build(daemon, owner))],
            RoleBindings = [.. daemons.Select(daemon => RoleBindingBuilder.Build(daemon, owner))],
            Secrets = [.. plan.Datacenters.SelectMany(datacenter => new[]
            {
                ConfigurationSecretBuilder.Build(Daemon.Haproxy(plan, datacenter), owner, [rendered.Haproxy[datacenter.Name]]),
                ConfigurationSecretBuilder.Build(Daemon.Keepalived(plan, datacenter), owner, rendered.Keepalived[datacenter.Name]),
            })],
            BalancerNodes = [.. plan.Datacenters.SelectMany(datacenter => datacenter.Nodes.Select(node => BalancerNodeBuilder.Build(plan, datacenter, node, owner)))],
            DaemonSets = [.. plan.Datacenters.SelectMany(datacenter => new[]
            {
                HaproxyDaemonSetBuilder.Build(plan, datacenter, owner, settings),
                KeepalivedDaemonSetBuilder.Build(plan, datacenter, owner, settings),
            })],
        };
    }
}
