namespace ExchangeHA.Balancing.Haproxy;

/// <summary>A piece of haproxy configuration. The only way to one is <see cref="Of"/>, whose handler quotes every hole: a value can never become a directive.</summary>
public sealed class HaproxyText
{
    internal HaproxyText(string text) => Text = text;

    public static HaproxyText Empty { get; } = new("");

    internal string Text { get; }

    internal bool IsEmpty => Text.Length == 0;

    /// <summary>The text of an interpolated (raw) string literal.</summary>
    public static HaproxyText Of(HaproxyTextHandler handler) => handler.ToText();

    /// <summary>The text if the condition holds, else nothing: a hole alone on its line then leaves no line behind.</summary>
    public static HaproxyText If(bool condition, HaproxyTextHandler handler) => condition ? handler.ToText() : Empty;

    /// <summary>One after the other, each on a line of its own; empty ones leave none.</summary>
    public static HaproxyText Lines(IEnumerable<HaproxyText> lines) => Join("\n", lines);

    /// <summary>As <see cref="Lines"/>, with an empty line between.</summary>
    public static HaproxyText Sections(IEnumerable<HaproxyText> sections) => Join("\n\n", sections);

    public override string ToString() => Text;

    private static HaproxyText Join(string separator, IEnumerable<HaproxyText> parts) =>
        new(string.Join(separator, parts.Where(part => !part.IsEmpty).Select(part => part.Text)));
}
