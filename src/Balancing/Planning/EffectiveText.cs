using System.Text;

namespace ExchangeHA.Balancing.Planning;

/// <summary>What of a configuration a daemon heeds.</summary>
public static class EffectiveText
{
    /// <summary>The same for two texts that differ in comment lines and empty lines alone: to go from one to the other needs no reload.</summary>
    public static string DigestOf(string text)
    {
        var effective = new StringBuilder(text.Length);
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.AsSpan().Trim();
            // both haproxy and keepalived take # for a comment, keepalived ! as well; haproxy has no line that begins with one
            if (trimmed.Length > 0 && trimmed[0] is not ('#' or '!'))
                effective.Append(line.TrimEnd()).Append('\n');
        }

        return Revision.Of(effective.ToString());
    }
}
