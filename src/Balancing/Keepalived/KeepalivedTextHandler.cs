using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>Builds a <see cref="KeepalivedText"/> from an interpolated string: literals as they are, holes as one word.</summary>
[InterpolatedStringHandler]
public struct KeepalivedTextHandler
{
    private readonly IndentedText _text;
    private bool _afterQuotes;

    public KeepalivedTextHandler(int literalLength, int formattedCount) => _text = new IndentedText();

    public void AppendLiteral(string value)
    {
        if (_afterQuotes && value.Length > 0 && !char.IsWhiteSpace(value[0]))
            throw Glued();
        _afterQuotes = false;
        _text.Append(value);
    }

    public void AppendFormatted(string value)
    {
        var word = KeepalivedQuoting.Word(value);
        var quoted = word[0] == '"';
        // a quote in the middle of a word ends it: unlike a shell's, keepalived's words do not join
        if (_afterQuotes || quoted && _text.Last is { } last && !char.IsWhiteSpace(last))
            throw Glued();
        _text.Append(word);
        _afterQuotes = quoted;
    }

    public void AppendFormatted(SensitiveText value) => AppendFormatted(value.Reveal);

    public void AppendFormatted(int value) => AppendFormatted(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(IPAddress value) => AppendFormatted(value.ToString());

    public void AppendFormatted(IPNetworkAddress value) => AppendFormatted(value.ToString());

    /// <summary>Seconds, with as many decimals as are needed.</summary>
    public void AppendFormatted(TimeSpan value) => AppendFormatted(value.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture));

    public void AppendFormatted(KeepalivedText value)
    {
        if (_afterQuotes)
            throw Glued();
        _text.AppendFragment(value.Text);
    }

    internal readonly KeepalivedText ToText() => new(_text.ToString());

    private static ConfigurationValueException Glued() => new("characters that need quotes where keepalived knows none");
}
