using System.Text;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Keepalived;

/// <summary>The password of VRRPv2's simple authentication: a field of eight bytes (RFC 2338, 5.3.10).</summary>
public static class VrrpPassword
{
    public const int Bytes = 8;

    /// <summary>What of it counts: keepalived's check fails on a longer one, and the rest need not stand in a file.</summary>
    public static SensitiveText Significant(SensitiveText password)
    {
        var text = new StringBuilder();
        var bytes = 0;
        foreach (var rune in password.Reveal.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > Bytes)
                break;
            text.Append(rune);
        }

        return new SensitiveText(text.ToString());
    }
}
