using System.Text;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>A value as one word of a keepalived line (keepalived.conf(5), "Quoted strings" and "CONFIGURATION PARSER").</summary>
internal static class KeepalivedQuoting
{
    // keepalived reads lines into 1024 bytes, and takes the rest of a longer one for a line of its own
    public const int LongestWord = 300;
    public const int LongestLine = 1000;

    public static string Word(string value)
    {
        ConfigurationValue.Check(value);
        if (Refusal(value) is { } reason)
            throw new ConfigurationValueException(reason);
        return NeedsQuotes(value) ? $"\"{value}\"" : value;
    }

    public static bool NeedsQuotes(string value) => !value.All(character => char.IsAsciiLetterOrDigit(character) || "._:/+-@%".Contains(character)) || value[0] == '@';

    /// <summary>Why a value cannot be expressed; null if it can.</summary>
    public static string? Refusal(string value)
    {
        if (value.Length == 0)
            return "nothing";
        if (value.Any(char.IsControl))
            return "a control character";
        if (value.Contains('"'))
            return "a double quote, which keepalived cannot escape";
        if (value.Contains('\\'))
            return "a backslash, which keepalived reads differently from place to place";
        if (value.Contains("$_", StringComparison.Ordinal) || value.Contains("${", StringComparison.Ordinal))
            return "what keepalived would replace by one of its own definitions";
        // quotes do not keep these from being read as syntax
        if (value is "{" or "}" or "include")
            return "a word of keepalived's own syntax";
        return Encoding.UTF8.GetByteCount(value) > LongestWord ? $"more than {LongestWord} bytes" : null;
    }
}
