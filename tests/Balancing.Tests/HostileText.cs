using System.Text;

namespace ExchangeHA.Balancing.Tests;

/// <summary>Values that would do harm if a configuration language got them as they are.</summary>
internal static class HostileText
{
    private static readonly string[] Parts =
    [
        "\"", "'", "$", "#", "\\", "{", "}", "!", "%", "\n", "\r", "\0", "\t", " ", "~", "@", "(", ")", ",", ";", ":", "|", "=",
        "a", "Z", "0", "ä", "語", "😀", "\u0085", "\u2028", "\ud83d", "${HOME}", "${_PWD}", "$_RANDOM", "\\n", "\\x0a", "include", "global", "~SEQ(x, 3)",
    ];

    public static IEnumerable<string> Some(int count)
    {
        foreach (var part in Parts)
            yield return part;
        var random = new Random(20260101);
        for (var round = 0; round < count; round++)
            yield return Next(random);
    }

    /// <summary>Some of the parts, one after the other.</summary>
    public static string Next(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(1, 8); length > 0; length--)
            text.Append(Parts[random.Next(Parts.Length)]);
        return text.ToString();
    }
}
