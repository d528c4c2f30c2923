using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>haproxy as its own peer: the new process learns the stick tables from the old one.</summary>
internal static class PeersSection
{
    public const string Name = "exchange-ha";

    public static HaproxyText Of(BalancerPlan plan) =>
        HaproxyText.If(
            plan.Pools.Any(pool => pool.Affinity.Type != AffinityType.None),
            $"""
            # on a reload the new process learns from the old one which client belongs to which server
            peers {Name}
                peer {Name} 127.0.0.1:{plan.Ports.Peers}
            """);
}
