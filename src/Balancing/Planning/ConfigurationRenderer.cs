using System.Collections.Immutable;
using ExchangeHA.Balancing.Haproxy;
using ExchangeHA.Balancing.Keepalived;

namespace ExchangeHA.Balancing.Planning;

/// <summary>Writes every file of a plan.</summary>
public static class ConfigurationRenderer
{
    public static RenderedConfiguration Render(BalancerPlan plan) => new()
    {
        Haproxy = plan.Datacenters.ToImmutableSortedDictionary(
            datacenter => datacenter.Name,
            datacenter => new ConfigurationFile(Names.HaproxyFile, new SensitiveText(HaproxyRenderer.Render(plan, datacenter))) { Files = plan.Files },
            StringComparer.Ordinal),
        Keepalived = plan.Datacenters.ToImmutableSortedDictionary(
            datacenter => datacenter.Name,
            datacenter => datacenter.Nodes
                .Select(node => new ConfigurationFile(Names.KeepalivedFile(node.Name), new SensitiveText(KeepalivedRenderer.Render(plan, datacenter, node))))
                .ToImmutableArray(),
            StringComparer.Ordinal),
    };
}
