using System.Collections.Immutable;

namespace ExchangeHA.Balancing.Planning;

/// <summary>A generated configuration file. Its text holds passwords and is never printed.</summary>
public sealed record ConfigurationFile(string Name, SensitiveText Text)
{
    public string Revision { get; } = Planning.Revision.Of(Text.Reveal);

    /// <summary>The files that it names.</summary>
    public ImmutableArray<AuxiliaryFile> Files { get; init; } = [];
}
