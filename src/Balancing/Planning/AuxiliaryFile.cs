namespace ExchangeHA.Balancing.Planning;

/// <summary>A file that a configuration names, as a certificate authority. Its name holds the hash of its content, so that the configuration's revision speaks for it too,
/// and a new content lies beside the old one until the change is verified. It may hold a key and is never printed.</summary>
public sealed record AuxiliaryFile
{
    private AuxiliaryFile(string name, SensitiveText text) => (Name, Text) = (name, text);

    /// <summary>As <c>ca.0123456789abcdef.pem</c>: the key in the Secret and the name on the node.</summary>
    public string Name { get; }

    public SensitiveText Text { get; }

    /// <summary>Where the configuration finds it.</summary>
    public string Path => $"{Names.FilesDirectory}/{Name}";

    /// <param name="purpose">What the file is for: small letters, digits and <c>-</c>.</param>
    /// <param name="text">PEM.</param>
    public static AuxiliaryFile Of(string purpose, string text) => new($"{purpose}.{Revision.Of(text)}.pem", new SensitiveText(text));

    /// <summary>The file as it was found under a name; null when that is another content's.</summary>
    public static AuxiliaryFile? Found(string name, string text) =>
        name.EndsWith($".{Revision.Of(text)}.pem", StringComparison.Ordinal) ? new(name, new SensitiveText(text)) : null;
}
