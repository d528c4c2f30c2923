using ExchangeHA.Balancing.Api.Schema;

namespace ExchangeHA.Balancing.Api;

/// <summary>A credential that stands in a Secret.</summary>
public sealed record SecretReference
{
    /// <summary>The Secret, in the balancer's namespace, and the key in it.</summary>
    [Required]
    public SecretKeySelector SecretKeyRef { get; set; } = new();
}
