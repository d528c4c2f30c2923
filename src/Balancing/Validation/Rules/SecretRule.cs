using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation.Rules;

/// <summary>The Secrets that are referred to exist and hold a password.</summary>
public sealed class SecretRule : IRule
{
    public IEnumerable<Finding> Check(ClusterSnapshot snapshot)
    {
        var spec = snapshot.Balancer.Spec;
        return Check(spec.Vip.Authentication, "spec.vip.authentication.secretKeyRef", snapshot)
            .Concat(Check(spec.Stats?.Authentication, "spec.stats.authentication.secretKeyRef", snapshot));
    }

    private static IEnumerable<Finding> Check(SecretReference? reference, string path, ClusterSnapshot snapshot)
    {
        if (reference is null)
            yield break;
        var (name, key) = (reference.SecretKeyRef.Name, reference.SecretKeyRef.Key);
        var (value, missing) = SecretLookup.Of(reference.SecretKeyRef, path, snapshot);
        if (missing is not null)
            yield return missing;
        else if (SecretText.Of(value!) is not { } text)
            yield return Findings.Error($"{path}.key", $"The Secret {Findings.Quote(name)} holds no text in {Findings.Quote(key)}.", "Store the password as UTF-8 text.");
        else if (text.Length == 0)
            yield return Findings.Error($"{path}.key", $"The Secret {Findings.Quote(name)} holds nothing in {Findings.Quote(key)}.", "Store a password.");
        else if (text.Any(char.IsControl))
            yield return Findings.Error($"{path}.key", $"The password in {Findings.Quote(name)} holds a control character, as a line break.", "Store it without.");
    }
}
