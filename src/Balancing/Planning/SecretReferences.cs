using ExchangeHA.Balancing.Api;

namespace ExchangeHA.Balancing.Planning;

/// <summary>The Secrets that a balancer refers to.</summary>
public static class SecretReferences
{
    public static IEnumerable<SecretKeySelector> Of(ExchangeBalancerSpec spec)
    {
        if (spec.Vip.Authentication is { } vrrp)
            yield return vrrp.SecretKeyRef;
        if (spec.Stats?.Authentication is { } stats)
            yield return stats.SecretKeyRef;
        if (spec.HealthCheck.Ca is { } ca)
            yield return ca.SecretKeyRef;
    }
}
