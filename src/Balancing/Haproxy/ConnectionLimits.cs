using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>How many connections haproxy takes on.</summary>
public static class ConnectionLimits
{
    /// <summary>For the health endpoint, the statistics page, the metrics, the mail relay and the peers.</summary>
    public const int Reserved = 200;

    /// <summary>haproxy stops accepting everywhere when the process is full, so each service's own limit must be reached first.</summary>
    internal static int Global(BalancerPlan plan) => (int)Math.Min(int.MaxValue, plan.Pools.Sum(pool => (long)pool.MaxConnections) + Reserved);
}
