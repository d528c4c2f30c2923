using ExchangeHA.Balancing.Keepalived;
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
        // VRRP compares bytes: other characters are encoded differently from router to router
        else if (!password.All(char.IsAscii))
            yield return Findings.Error(Path, $"The password in {Findings.Quote(selector.Name)} holds a character that keepalived cannot take.", "Use ASCII characters alone.");
        // an empty one and control characters have a finding already
        else if (password.Length > 0 && !password.Any(char.IsControl) && !KeepalivedText.CanExpress(password))
            yield return Findings.Error(Path, $"The password in {Findings.Quote(selector.Name)} is one that keepalived cannot take.", "Use letters, digits and marks other than \", \\ and ${; a brace or the word include cannot stand alone.");
    }
}
