using System.Globalization;
using System.Text;

namespace ExchangeHA.Kubernetes.Serialization;

/// <summary>Makes JSON that is YAML too, as the body of a server-side apply must be.</summary>
internal static class JsonAsYaml
{
    private const int EscapeLength = 6;

    /// <summary>Characters beyond U+FFFF stand for themselves: JSON's pair of escapes is an error in YAML.</summary>
    public static byte[] FromJson(string json)
    {
        if (!json.Contains(@"\uD", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetBytes(json);
        var yaml = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            yaml.Append(json[i]);
            if (json[i] != '\\')
                continue;
            if (Surrogate(json, i) is { } high && char.IsHighSurrogate(high) && Surrogate(json, i + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                yaml.Length--;
                yaml.Append(high).Append(low);
                i += 2 * EscapeLength - 1;
            }
            else
            {
                // What follows a backslash never begins an escape of its own.
                yaml.Append(json[++i]);
            }
        }
        return Encoding.UTF8.GetBytes(yaml.ToString());
    }

    private static char? Surrogate(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
}
