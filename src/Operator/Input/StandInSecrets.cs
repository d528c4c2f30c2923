using System.Collections.Immutable;
using ExchangeHA.Balancing.Api;
using ExchangeHA.Balancing.Planning;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Operator.Input;

/// <summary>Secrets for an input that leaves them to the cluster, as a repository should.</summary>
internal static class StandInSecrets
{
    /// <summary>What every missing password is taken for; of a length that VRRP carries.</summary>
    public const string Password = "stand-in";

    /// <summary>The given Secrets, and one with all the keys that the balancer asks for in place of each that is not there.</summary>
    public static ImmutableDictionary<string, V1Secret> Complete(ExchangeBalancerSpec spec, ImmutableDictionary<string, V1Secret> given) => given.AddRange(
        SecretReferences.Of(spec)
            .Where(reference => reference is { Name: not null, Key: not null } && !given.ContainsKey(reference.Name))
            .GroupBy(reference => reference.Name, StringComparer.Ordinal)
            .Select(secret => KeyValuePair.Create(secret.Key, new V1Secret
            {
                Metadata = new V1ObjectMeta { Name = secret.Key },
                Data = secret.DistinctBy(reference => reference.Key).ToDictionary(reference => reference.Key, _ => System.Text.Encoding.ASCII.GetBytes(Password), StringComparer.Ordinal),
            })));
}
