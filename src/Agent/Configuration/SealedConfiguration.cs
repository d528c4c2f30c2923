using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Agent.Configuration;

/// <summary>A configuration as it lies on the node: the text made fit for the node, and a last line that tells whether the file is whole and which revision it came from.</summary>
/// <remarks>One file, because a revision kept beside it could be of another version after a crash between the two writes.</remarks>
public sealed record SealedConfiguration(string Text, string Revision)
{
    private const string Mark = "# exchange-ha-seal: ";

    /// <summary>See <see cref="EffectiveText.DigestOf"/>.</summary>
    public string Digest => EffectiveText.DigestOf(Text);

    public ConfigurationHeader? Header => ConfigurationHeader.TryParse(Text, out var header) ? header : null;

    public string ToFile() => $"{Text}{Mark}{Revision} {Balancing.Planning.Revision.Of(Text)}\n";

    /// <summary>Null when the file is not whole.</summary>
    public static SealedConfiguration? TryParse(string? file)
    {
        if (file is null || !file.EndsWith('\n'))
            return null;
        var start = file.LastIndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var text = file[..start];
        var parts = file[(start + Mark.Length)..].TrimEnd('\n').Split(' ');
        return parts.Length == 2 && parts[1] == Balancing.Planning.Revision.Of(text) ? new(text, parts[0]) : null;
    }

    /// <summary>Configurations hold passwords.</summary>
    public override string ToString() => $"{nameof(SealedConfiguration)} {Revision}";
}
