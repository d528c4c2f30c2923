using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The VRRP password fits its field of 8 bytes (RFC 2338, 5.3.10) and can stand in keepalived's configuration.</summary>
public sealed class VrrpPasswordRule : IRule
{
    private const int Longest = 8;
    private const string Path = "spec.vip.authentication.secretKeyRef.key";

    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        if (snapshot.Balancer.Spec.Vip.Authentication is not { SecretKeyRef: { } selector }
            || !snapshot.Secrets.TryGetValue(selector.Name, out var secret)
            || secret.Data?.TryGetValue(selector.Key, out var value) != true
            || SecretText.Of(value!) is not { } password)
            yield break;
        if (password.Length > Longest)
            yield return Findings.Error(Path, $"The password in {Findings.Quote(selector.Name)} has more than {Longest} characters, and VRRP carries only {Longest}.", $"Store the first {Longest} alone: they are what other routers compare.");
        // keepalived cannot write a double quote, and reads \ and $ even inside quotes
        else if (password.Any(character => !char.IsAscii(character) || character is '"' or '\\' or '$'))
            yield return Findings.Error(Path, $"The password in {Findings.Quote(selector.Name)} holds a character that keepalived cannot take.", "Use ASCII characters other than \", \\ and $.");
    }
}
