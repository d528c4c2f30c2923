using System.Collections.Immutable;
using System.Text;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Configuration;

/// <summary>A configuration as it was found in the Secret, with the revision that stands beside it.</summary>
public sealed record WantedConfiguration(string Text, string Revision)
{
    /// <summary>The files that the configuration names and the Secret holds.</summary>
    public ImmutableArray<AuxiliaryFile> Files { get; init; } = [];

    /// <summary>Those of the files that the configuration names by links.</summary>
    public ImmutableArray<AuxiliaryFile> Certificates => Files.RemoveAll(file => file.Link is null);

    /// <summary>A file that the configuration names and the Secret does not hold.</summary>
    public string? MissingFile { get; init; }

    /// <summary>Why the configuration cannot be used: it was cut off, or it and what stands beside it are of different versions. Null when it is whole.</summary>
    public string? Flaw => Revision != Balancing.Planning.Revision.Of(Text)
        ? $"The file in the Secret is truncated or mixed: its text has the revision {Balancing.Planning.Revision.Of(Text)}."
        : MissingFile is null ? null : $"The Secret does not hold the file {MissingFile}, which the configuration names.";

    /// <summary>The file under a key, or null when the Secret has none: the operator has not rendered it yet.</summary>
    public static WantedConfiguration? Find(IReadOnlyDictionary<string, byte[]> data, string key) =>
        data.TryGetValue(key, out var text)
            ? WithFiles(new(Encoding.UTF8.GetString(text), data.TryGetValue(Names.RevisionKey(key), out var revision) ? Encoding.UTF8.GetString(revision).Trim() : ""), data)
            : null;

    /// <summary>The names of the files hold their content's hash and stand in the text.</summary>
    public bool Equals(WantedConfiguration? other) => other is not null && Text == other.Text && Revision == other.Revision && MissingFile == other.MissingFile;

    public override int GetHashCode() => HashCode.Combine(Text, Revision, MissingFile);

    /// <summary>Configurations hold passwords.</summary>
    public override string ToString() => $"{nameof(WantedConfiguration)} {Revision}";

    private static WantedConfiguration WithFiles(WantedConfiguration configuration, IReadOnlyDictionary<string, byte[]> data)
    {
        var names = ConfigurationHeader.TryParse(configuration.Text, out var header) ? header.Files : [];
        var files = names.Select(name => data.TryGetValue(name, out var content) ? AuxiliaryFile.Found(name, Encoding.UTF8.GetString(content)) : null).ToList();
        var missing = files.IndexOf(null);
        return configuration with { Files = [.. files.OfType<AuxiliaryFile>()], MissingFile = missing < 0 ? null : names[missing] };
    }
}
