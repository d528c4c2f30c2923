namespace ExchangeHA.Balancing.Validation;

/// <summary>The names that Kubernetes takes ("Object Names and IDs").</summary>
public static class KubernetesName
{
    /// <summary>An RFC 1123 label: 1 to 63 small letters, digits and hyphens, no hyphen first or last.</summary>
    public static bool IsLabel(string name) =>
        name.Length is >= 1 and <= 63 && name[0] is not '-' && name[^1] is not '-' && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-');

    /// <summary>An RFC 1123 subdomain: labels joined by dots, 253 characters at most.</summary>
    public static bool IsSubdomain(string name) => name.Length is >= 1 and <= 253 && Array.TrueForAll(name.Split('.'), IsLabel);
}
