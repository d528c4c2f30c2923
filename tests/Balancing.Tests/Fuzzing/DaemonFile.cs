using System.Collections.Immutable;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>A file for one of the real programs.</summary>
/// <param name="Case">The number that it comes from.</param>
internal sealed record DaemonFile(int Case, string Name, string Text, string Interface, string Node, ImmutableArray<AuxiliaryFile> Files)
{
    public bool IsHaproxy => Name.StartsWith("haproxy", StringComparison.Ordinal);
}
