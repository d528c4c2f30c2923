using System.Text;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Haproxy;

/// <summary>A value as one word of a haproxy line (haproxy configuration manual, chapter 2.2).</summary>
internal static class HaproxyQuoting
{
    public static string Word(string value)
    {
        ConfigurationValue.Check(value);
        if (value.All(IsPlain))
            return value;

        // strong quotes: nothing inside is special, neither $ nor # nor \, and a ' itself is written between them
        return new StringBuilder("'").Append(value.Replace("'", @"'\''", StringComparison.Ordinal)).Append('\'').ToString();
    }

    /// <summary>A value where haproxy reads a second language inside the word.</summary>
    public static string Word(string value, string? language) => language switch
    {
        // a log-format string: % begins a variable
        "log-format" => Word(value.Replace("%", "%%", StringComparison.Ordinal)),
        // an argument in parentheses has quoting of its own: what would need it is refused
        "argument" => Argument(value),
        "regex" => string.Concat(Argument(value).Select(character => char.IsAsciiLetterOrDigit(character) ? $"{character}" : $"[{character}]")),
        null => Word(value),
        _ => throw new FormatException($"There is no quoting for '{language}'."),
    };

    private static string Argument(string value)
    {
        ConfigurationValue.Check(value);
        return value.All(character => char.IsAsciiLetterOrDigit(character) || "._:-".Contains(character))
            ? value
            : throw new ConfigurationValueException("a character that haproxy cannot take in an argument");
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || "._:/@+-".Contains(character);
}
