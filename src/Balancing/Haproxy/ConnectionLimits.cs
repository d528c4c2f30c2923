using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>How many connections haproxy takes on.</summary>
public static class ConnectionLimits
{
    /// <summary>For the health endpoint, the statistics page, the metrics, the mail relay and the peers.</summary>
    public const int Reserved = 200;

    /// <summary>haproxy's word for how many idle connections to servers a bridged client's connection keeps. A bridged service has it, no other.</summary>
    public const string KeptWord = "max-session-srv-conns";

    /// <summary>As many as with the one in use, and the client's own, make the files of two connections that are passed through.</summary>
    internal const int Kept = 2;

    /// <summary>haproxy stops accepting everywhere when the process is full, so each service's own limit must be reached first.</summary>
    internal static int Global(BalancerPlan plan) => (int)Math.Min(int.MaxValue, plan.Pools.Sum(pool => (pool.IsBridged ? 2L : 1L) * pool.MaxConnections) + Reserved);
}
