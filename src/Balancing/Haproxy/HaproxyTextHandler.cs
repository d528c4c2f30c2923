using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>Builds a <see cref="HaproxyText"/> from an interpolated string: literals as they are, holes as one word.</summary>
[InterpolatedStringHandler]
public readonly struct HaproxyTextHandler
{
    private readonly IndentedText _text;

    public HaproxyTextHandler(int literalLength, int formattedCount) => _text = new IndentedText();

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string value) => _text.Append(HaproxyQuoting.Word(value));

    /// <summary>A value inside a word of another language: <c>log-format</c>, <c>argument</c> (of a function) or <c>regex</c>.</summary>
    public void AppendFormatted(string value, string format) => _text.Append(HaproxyQuoting.Word(value, format));

    public void AppendFormatted(SensitiveText value) => _text.Append(HaproxyQuoting.Word(value.Reveal));

    public void AppendFormatted(int value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(IPAddress value) => _text.Append(HaproxyQuoting.Word(value.ToString()));

    /// <summary>A time in the largest unit that expresses it in whole numbers.</summary>
    public void AppendFormatted(TimeSpan value) => _text.Append(HaproxyTime.Format(value));

    public void AppendFormatted(Api.Duration value) => _text.Append(HaproxyTime.Format(value.ToTimeSpan()));

    public void AppendFormatted(HaproxyText value) => _text.AppendFragment(value.Text);

    internal HaproxyText ToText() => new(_text.ToString());
}
