using System.Text;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Configuration;

/// <summary>A configuration as it was found in the Secret, with the revision that stands beside it.</summary>
public sealed record WantedConfiguration(string Text, string Revision)
{
    /// <summary>False for a file that was cut off, or whose revision is another version's.</summary>
    public bool IsWhole => Revision == Balancing.Planning.Revision.Of(Text);

    /// <summary>The file under a key, or null when the Secret has none: the operator has not rendered it yet.</summary>
    public static WantedConfiguration? Find(IReadOnlyDictionary<string, byte[]> data, string key) =>
        data.TryGetValue(key, out var text)
            ? new(Encoding.UTF8.GetString(text), data.TryGetValue(Names.RevisionKey(key), out var revision) ? Encoding.UTF8.GetString(revision).Trim() : "")
            : null;

    /// <summary>Configurations hold passwords.</summary>
    public override string ToString() => $"{nameof(WantedConfiguration)} {Revision}";
}
