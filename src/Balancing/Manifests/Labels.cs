using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Manifests;

/// <summary>The labels of everything that belongs to a balancer.</summary>
public static class Labels
{
    /// <summary>Selects what the operator manages, of every balancer.</summary>
    public const string ManagedSelector = $"{Names.ManagedBy}={Names.ManagedByValue}";

    public static Dictionary<string, string> OfBalancer(string balancer) => new(StringComparer.Ordinal)
    {
        [Names.ManagedBy] = Names.ManagedByValue,
        [Names.Application] = Names.ManagedByValue,
        [Names.BalancerLabel] = balancer,
    };

    public static Dictionary<string, string> OfDatacenter(string balancer, string datacenter) => new(OfBalancer(balancer), StringComparer.Ordinal)
    {
        [Names.DatacenterLabel] = datacenter,
    };

    public static Dictionary<string, string> OfDaemon(Daemon daemon) => new(OfDatacenter(daemon.Balancer, daemon.Datacenter), StringComparer.Ordinal)
    {
        [Names.ComponentLabel] = daemon.Component,
    };

    /// <summary>What a DaemonSet selects its pods by; it cannot be changed later, so it holds no more than it needs.</summary>
    public static Dictionary<string, string> SelectorOf(Daemon daemon) => new(StringComparer.Ordinal)
    {
        [Names.BalancerLabel] = daemon.Balancer,
        [Names.DatacenterLabel] = daemon.Datacenter,
        [Names.ComponentLabel] = daemon.Component,
    };
}
