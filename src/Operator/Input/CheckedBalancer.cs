using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Operator.Input;

/// <summary>A balancer of the input among what stands beside it, and what is wrong with it.</summary>
internal sealed record CheckedBalancer(ClusterSnapshot Snapshot, ImmutableArray<LocatedFinding> Findings);
