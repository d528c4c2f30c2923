namespace ExchangeHA.Balancing.Keepalived;

/// <summary>A piece of keepalived configuration. The only way to one is <see cref="Of"/>, whose handler quotes every hole or refuses it: a value can never become a directive.</summary>
public sealed class KeepalivedText
{
    internal KeepalivedText(string text) => Text = text;

    public static KeepalivedText Empty { get; } = new("");

    internal string Text { get; }

    /// <summary>Whether keepalived's language can express a value: it has no way to write a double quote, and reads <c>\</c> and <c>$_</c> even inside quotes.</summary>
    public static bool CanExpress(string value) => KeepalivedQuoting.Refusal(value) is null;

    /// <summary>The text of an interpolated (raw) string literal.</summary>
    public static KeepalivedText Of(KeepalivedTextHandler handler) => handler.ToText();

    /// <summary>The text if the condition holds, else nothing: a hole alone on its line then leaves no line behind.</summary>
    public static KeepalivedText If(bool condition, KeepalivedTextHandler handler) => condition ? handler.ToText() : Empty;

    /// <summary>One after the other, each on a line of its own; empty ones leave none.</summary>
    public static KeepalivedText Lines(IEnumerable<KeepalivedText> lines) => Join("\n", lines);

    /// <summary>As <see cref="Lines"/>, with an empty line between.</summary>
    public static KeepalivedText Sections(IEnumerable<KeepalivedText> sections) => Join("\n\n", sections);

    public override string ToString() => Text;

    private static KeepalivedText Join(string separator, IEnumerable<KeepalivedText> parts) =>
        new(string.Join(separator, parts.Where(part => part.Text.Length > 0).Select(part => part.Text)));
}
