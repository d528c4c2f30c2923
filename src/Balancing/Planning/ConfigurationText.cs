using System.Collections.Immutable;

namespace ExchangeHA.Balancing.Planning;

/// <summary>What counts in a configuration file.</summary>
public static class ConfigurationText
{
    /// <summary>Whether two files say the same to the daemon: they differ in comment lines and empty lines at most, so no reload is needed.</summary>
    public static bool SameToTheDaemon(string left, string right) => Effective(left).SequenceEqual(Effective(right), StringComparer.Ordinal);

    private static ImmutableArray<string> Effective(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not '#')];
}
