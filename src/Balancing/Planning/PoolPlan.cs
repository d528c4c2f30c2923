using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>A service: a port at the virtual address and the check of the servers behind it. The servers are the datacenter's.</summary>
public sealed record PoolPlan
{
    public required string Name { get; init; }

    public required int Port { get; init; }

    public required int TargetPort { get; init; }

    public required ServiceProtocol Protocol { get; init; }

    public required AffinityPlan Affinity { get; init; }

    public required CheckPlan Check { get; init; }

    /// <summary>Whether a node without a healthy server here may not hold the address.</summary>
    public required bool DecidesHealth { get; init; }
}
