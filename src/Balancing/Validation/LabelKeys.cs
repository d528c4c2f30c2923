using System.Text.RegularExpressions;

namespace ExchangeHA.Balancing.Validation;

/// <summary>The keys of labels and taints (Kubernetes, "Labels and Selectors", syntax).</summary>
internal static partial class LabelKeys
{
    /// <summary>The same of <c>self</c> in CEL.</summary>
    public const string Cel = "self.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$') && self.indexOf('/') <= 253";

    /// <summary>A name of up to 63 characters, before it if need be a DNS name of up to 253 and a slash.</summary>
    public static bool IsValid(string key)
    {
        var slash = key.IndexOf('/');
        return (slash < 0 || slash <= 253 && Prefix().IsMatch(key.AsSpan(0, slash))) && Name().IsMatch(key.AsSpan(slash + 1));
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
