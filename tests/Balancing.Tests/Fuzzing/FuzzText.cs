using System.Text;

namespace ExchangeHA.Balancing.Tests.Fuzzing;

/// <summary>What is put in the place of a text: what would do harm, what is nearly right, and what is right and was not thought of.</summary>
internal static class FuzzText
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Injections =
    [
        "\n    bind *:1", "\r\n    server evil 192.0.2.66:1", " server evil 192.0.2.66:1", "\nglobal\n    insecure-fork-wanted", "'\n    http-request return status 200", "' tcp-request connection accept #", "}\nvrrp_instance evil {",
        "\n    notify /bin/evil", "\" }", "\n.if true", "${NODE_NAME}", "$NODE_NAME", "\"$NODE_NAME\"", "%[env(HOME)]", "%{+Q}o", ",lua.evil", ") -m found", "]", "[", "\\", "\\\"", "\u2028bind *:1", "\u0085bind *:1", "/../../etc/passwd", "@/etc/passwd",
        "\0", "\u001b[2J", "\t", "    ", "#", "!", "~SEQ(x,1,9)", "@node-a interface lo",
    ];

    // right where only the characters are asked for, and words of the programs or of YAML
    private static readonly string[] Words =
    [
        "if", "unless", "or", "and", "no", "not", "default", "defaults", "global", "server", "server-template", "backend", "frontend", "listen", "peers", "peer", "resolvers", "mailers", "userlist", "ring", "cache", "program", "http-errors", "include", "end",
        "on", "off", "true", "false", "yes", "null", "none", "all", "any", "lo", "localhost", "self", "0", "00", "-1", "1e9", "a", "A", "gate", "relay", "check.host", "_", ".", "-", "--", "..", "::", "::1", "0.0.0.0", "127.0.0.1", "255.255.255.255",
        "vrrp_instance", "global_defs", "track_file", "static_ipaddress", "virtual_ipaddress", "auth_type", "PASS", "haproxy", "keepalived", "MASTER", "dev", "0s", "1ms", "24d", "1h1h", "99999999999999999999", "99999999999999999d",
    ];

    /// <summary>Something for the place in which the text stood.</summary>
    public static string Next(Random random, string text) => random.Next(100) switch
    {
        < 20 => HostileText.Next(random),
        < 30 => Insert(random, text, HostileText.Next(random)),
        < 38 => Insert(random, text, Injections[random.Next(Injections.Length)]),
        < 75 => Alike(random, text),
        < 88 => Words[random.Next(Words.Length)],
        < 92 => Alike(random, string.Concat(Enumerable.Repeat(text.Length == 0 ? "a" : text, random.Next(2, 20)))),
        < 96 => new string(Letters[random.Next(Letters.Length)], random.Next(1, 320)),
        _ => text.Length == 0 ? "" : text[..random.Next(text.Length)],
    };

    /// <summary>Of the same form: each letter and digit another one.</summary>
    public static string Alike(Random random, string text)
    {
        var changed = new StringBuilder(text);
        for (var index = 0; index < text.Length; index++)
        {
            if (random.Next(2) == 0)
                continue;
            if (char.IsAsciiDigit(text[index]))
                changed[index] = (char)('0' + random.Next(10));
            else if (char.IsAsciiLetterLower(text[index]))
                changed[index] = Letters[random.Next(Letters.Length)];
            else if (char.IsAsciiLetterUpper(text[index]))
                changed[index] = char.ToUpperInvariant(Letters[random.Next(Letters.Length)]);
        }

        return changed.ToString();
    }

    private static string Insert(Random random, string text, string inserted) => text.Insert(random.Next(text.Length + 1), inserted);
}
