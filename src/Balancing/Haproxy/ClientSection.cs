using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>Which clients' connections are taken: the first thing that is decided, before a byte is read.</summary>
internal static class ClientSection
{
    /// <summary>Lines of a service's frontend.</summary>
    public static HaproxyText Of(PoolPlan pool) => HaproxyText.Lines([Allowed(pool.AllowedClients), Rate(pool)]);

    /// <summary>Refuses everybody who is not of the networks; nobody when there are none.</summary>
    public static HaproxyText Allowed(ImmutableArray<IPNetworkAddress> networks) => networks.IsEmpty ? HaproxyText.Empty : HaproxyText.Lines(
    [
        // one network a line: a line holds 64 words
        .. networks.Select(network => HaproxyText.Of($"acl allowed-client src {network.ToString()}")),
        HaproxyText.Of($"tcp-request connection reject unless allowed-client"),
    ]);

    /// <summary>The tables in which clients' connections are counted. A frontend and a backend of one name cannot both have a table.</summary>
    public static HaproxyText Tables(BalancerPlan plan) => HaproxyText.Sections(plan.Pools.Select(pool => pool.Rate is not { } rate ? HaproxyText.Empty : HaproxyText.Of($"""
        # only a table
        backend {Table(pool)}
            stick-table type ipv6 size {rate.Clients} expire {rate.Period * 2} store conn_rate({rate.Period}) peers {PeersSection.Name}
        """)));

    private static HaproxyText Rate(PoolPlan pool) => pool.Rate is not { } rate ? HaproxyText.Empty : HaproxyText.Of($$"""
        # of IPv6 a client has a whole /64 to call from
        tcp-request connection track-sc0 src,ipmask(32,64) table {{Table(pool)}}
        tcp-request connection reject if { sc0_conn_rate gt {{rate.Connections}} }
        """);

    private static string Table(PoolPlan pool) => $"{HaproxyRenderer.ReservedPrefix}-rate-{pool.Name}";
}
