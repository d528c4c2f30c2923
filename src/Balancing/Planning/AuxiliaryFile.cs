namespace ExchangeHA.Balancing.Planning;

/// <summary>A file that a configuration names, as a certificate authority. Its name holds the hash of its content, so that the configuration's revision speaks for it too,
/// and a new content lies beside the old one until the change is verified. It may hold a key and is never printed.</summary>
public sealed record AuxiliaryFile
{
    private const string CertificatePurpose = "certificate";
    private const string Extension = ".pem";
    private const int RevisionLength = 16;

    private AuxiliaryFile(string name, SensitiveText text) => (Name, Text) = (name, text);

    /// <summary>As <c>ca.0123456789abcdef.pem</c>: the key in the Secret and the name on the node.</summary>
    public string Name { get; }

    public SensitiveText Text { get; }

    /// <summary>Where the configuration finds it: a server's certificate by its <see cref="Link"/>, so that a renewed one changes no line of the configuration.</summary>
    public string Path => Link is { } link ? $"{Names.CertificatesDirectory}/{link}" : $"{Names.FilesDirectory}/{Name}";

    /// <summary>The name of the link in <see cref="Names.CertificatesDirectory"/> that leads to a server's certificate; null for any other file.</summary>
    public string? Link => LinkOf(Name);

    /// <param name="purpose">What the file is for: small letters, digits and <c>-</c>.</param>
    /// <param name="text">PEM.</param>
    public static AuxiliaryFile Of(string purpose, string text) => new($"{purpose}.{Revision.Of(text)}{Extension}", new SensitiveText(text));

    /// <summary>A server's certificate with its key.</summary>
    /// <param name="name">The Secret's: small letters, digits, <c>-</c> and <c>.</c>.</param>
    /// <param name="text">PEM.</param>
    public static AuxiliaryFile OfCertificate(string name, string text) => Of($"{CertificatePurpose}.{name}", text);

    /// <summary>The file as it was found under a name; null when that is another content's.</summary>
    public static AuxiliaryFile? Found(string name, string text) =>
        name.EndsWith($".{Revision.Of(text)}{Extension}", StringComparison.Ordinal) ? new(name, new SensitiveText(text)) : null;

    /// <summary><see cref="Link"/> of a file of this name: of <c>certificate.mail-tls.0123456789abcdef.pem</c> it is <c>mail-tls.pem</c>.</summary>
    public static string? LinkOf(string fileName)
    {
        var (prefix, suffix) = (CertificatePurpose.Length + 1, 1 + RevisionLength + Extension.Length);
        return fileName.StartsWith(CertificatePurpose + ".", StringComparison.Ordinal) && fileName.EndsWith(Extension, StringComparison.Ordinal) && fileName.Length > prefix + suffix
            ? fileName[prefix..^suffix] + Extension
            : null;
    }
}
