using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;

namespace ExchangeHA.Balancing.Validation;

/// <summary>What a reference to a Secret leads to.</summary>
internal static class SecretLookup
{
    /// <summary>The value under the key, or why there is none.</summary>
    /// <param name="path">Of the <c>secretKeyRef</c>.</param>
    public static (byte[]? Value, Finding? Missing) Of(SecretKeySelector selector, string path, ClusterSnapshot snapshot)
    {
        if (!snapshot.Secrets.TryGetValue(selector.Name, out var secret))
            return (null, Findings.Error($"{path}.name", $"The Secret {Findings.Quote(selector.Name)} does not exist in the balancer's namespace.", "Create it or name another."));
        if (secret.Data is null || !secret.Data.TryGetValue(selector.Key, out var value))
            return (null, Findings.Error($"{path}.key", $"The Secret {Findings.Quote(selector.Name)} has no key {Findings.Quote(selector.Key)}.", "Add the key or name another."));
        return (value, null);
    }
}
