using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A length of time as haproxy and Go write it: whole numbers with <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>, days first, as in <c>500ms</c> or <c>1d12h</c>.</summary>
/// <remarks>A text that is none is kept, so that reading a resource never fails and validation can name the field.</remarks>
[JsonConverter(typeof(Converter))]
[Pattern(Format)]
[Length(2, 20)]
public readonly partial record struct Duration
{
    public const string Format = "^([1-9][0-9]*d)?([0-9]+(ms|s|m|h))*$";

    private readonly TimeSpan _value;

    public Duration(string text)
    {
        Text = text;
        IsValid = TryParse(text, out _value);
    }

    public string Text { get; }

    public bool IsValid { get; }

    public long Milliseconds => (long)_value.TotalMilliseconds;

    public TimeSpan ToTimeSpan() => _value;

    public static implicit operator Duration(string text) => new(text);

    public override string ToString() => Text ?? "0s";

    private static bool TryParse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text) || text.Length > 20 || !Whole().IsMatch(text))
            return false;
        var milliseconds = 0d;
        foreach (Match part in Part().Matches(text))
        {
            var number = double.Parse(part.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            milliseconds += number * part.Groups["unit"].Value switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, _ => 86_400_000 };
        }

        // haproxy keeps times in 31 bits of milliseconds: 24.8 days (haproxy configuration manual, chapter 2.5)
        if (milliseconds > int.MaxValue)
            return false;
        value = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    [GeneratedRegex(@"^([1-9][0-9]*d)?([0-9]+(ms|s|m|h))*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex("(?<number>[0-9]+)(?<unit>ms|s|m|h|d)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();

    internal sealed class Converter : JsonConverter<Duration>
    {
        public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.TokenType == JsonTokenType.String ? reader.GetString()! : JsonElement.ParseValue(ref reader).GetRawText());

        public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
